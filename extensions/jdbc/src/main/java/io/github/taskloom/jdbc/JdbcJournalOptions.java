package io.github.taskloom.jdbc;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link JdbcJournal} is opened. Immutable; each method that sets something gives a new
 * object.
 *
 * <pre>{@code
 * JdbcJournalOptions options =
 *     JdbcJournalOptions.defaults().schema("jobs").lease(Duration.ofSeconds(10));
 * }</pre>
 *
 * @since 0.1.0
 */
public final class JdbcJournalOptions {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Duration LEAST_LEASE = Duration.ofMillis(100);
  private static final Duration GREATEST_LEASE = Duration.ofDays(1);

  private static final JdbcJournalOptions DEFAULTS = new JdbcJournalOptions(new Settings());

  private final Settings settings;

  private JdbcJournalOptions(Settings settings) {
    this.settings = settings;
  }

  private JdbcJournalOptions with(Consumer<Settings> change) {
    Settings copy = settings.copy();
    change.accept(copy);
    return new JdbcJournalOptions(copy);
  }

  /**
   * Tables {@code taskloom_run} and {@code taskloom_entry} in the schema that the connections have,
   * made if they are not there; a lease of 30 seconds; no wait for another owner; transactions of
   * at most 1,000 entries; an append that does not wait.
   *
   * @return the options
   */
  public static JdbcJournalOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Sets the schema that the tables are in. It is not made.
   *
   * @param name letters of ASCII, digits and underscores, not put between quotes
   * @return new options
   * @throws IllegalArgumentException if it is no such name
   */
  public JdbcJournalOptions schema(String name) {
    return with(copy -> copy.schema = named(name, "schema"));
  }

  /**
   * Sets what the names of the two tables begin with, before {@code run} and {@code entry}.
   *
   * @param prefix letters of ASCII, digits and underscores, not put between quotes
   * @return new options
   * @throws IllegalArgumentException if no name begins so
   */
  public JdbcJournalOptions tablePrefix(String prefix) {
    return with(copy -> copy.tablePrefix = named(prefix, "prefix"));
  }

  private static String named(String name, String what) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "no " + what + " of tables is \"" + name + "\": letters, digits and underscores");
    }
    return name;
  }

  /**
   * Sets whether tables that are not there are made. If not, {@link JdbcJournal#ddl} tells what to
   * make by hand; the user of the database has then to read, add and change rows alone.
   *
   * @param creates whether they are
   * @return new options
   */
  public JdbcJournalOptions createsTables(boolean creates) {
    return with(copy -> copy.createsTables = creates);
  }

  /**
   * Sets how long the run stays this process's own after it has last said so, by the clock of the
   * database: how long the next process waits after this one was killed, and how long the database
   * may be away. Far longer than a transaction takes.
   *
   * @param lease from 100 milliseconds to a day
   * @return new options
   * @throws IllegalArgumentException if it is shorter or longer
   */
  public JdbcJournalOptions lease(Duration lease) {
    if (lease.compareTo(LEAST_LEASE) < 0 || lease.compareTo(GREATEST_LEASE) > 0) {
      throw new IllegalArgumentException(
          "no lease is " + lease + ": " + LEAST_LEASE + " to " + GREATEST_LEASE);
    }
    return with(copy -> copy.lease = lease);
  }

  /**
   * Sets after which time without a transaction the lease is renewed; a third of the lease, where
   * nothing is set.
   *
   * @param heartbeat greater than zero, and at most half of the lease when a journal is opened
   * @return new options
   * @throws IllegalArgumentException if it is not greater than zero
   */
  public JdbcJournalOptions heartbeat(Duration heartbeat) {
    if (heartbeat.isNegative() || heartbeat.isZero()) {
      throw new IllegalArgumentException("no heartbeat is every " + heartbeat);
    }
    return with(copy -> copy.heartbeat = heartbeat);
  }

  /**
   * Sets how long to wait for a run that is open elsewhere: until it is closed there, or its lease
   * has run out. An interrupt ends the wait.
   *
   * @param limit not negative; zero to be refused at once
   * @return new options
   * @throws IllegalArgumentException if it is negative
   */
  public JdbcJournalOptions waitForOwner(Duration limit) {
    if (limit.isNegative()) {
      throw new IllegalArgumentException("no wait takes " + limit);
    }
    return with(copy -> copy.waitForOwner = limit);
  }

  /**
   * Sets how many entries one transaction has at most. What is appended while one is on its way
   * goes with the next.
   *
   * @param entries greater than 0
   * @return new options
   * @throws IllegalArgumentException if it is not
   */
  public JdbcJournalOptions batchSize(int entries) {
    if (entries < 1) {
      throw new IllegalArgumentException("no transaction has " + entries + " entries");
    }
    return with(copy -> copy.batchSize = entries);
  }

  /**
   * Sets whether an append returns only when its entry was committed. Then each task that settles
   * waits for the database, with those that settle meanwhile; and a process that is killed loses
   * none that had settled.
   *
   * @param waits whether it does
   * @return new options
   */
  public JdbcJournalOptions appendWaits(boolean waits) {
    return with(copy -> copy.appendWaits = waits);
  }

  /**
   * The schema that the tables are in.
   *
   * @return its name; null if it is that of the connections
   */
  public @Nullable String schema() {
    return settings.schema;
  }

  /**
   * What the names of the two tables begin with.
   *
   * @return the prefix
   */
  public String tablePrefix() {
    return settings.tablePrefix;
  }

  /**
   * Whether tables that are not there are made.
   *
   * @return true if so
   */
  public boolean createsTables() {
    return settings.createsTables;
  }

  /**
   * How long the run stays this process's own after it has last said so.
   *
   * @return the duration
   */
  public Duration lease() {
    return settings.lease;
  }

  /**
   * After which time without a transaction the lease is renewed.
   *
   * @return what was set; else a third of the lease
   */
  public Duration heartbeat() {
    return settings.heartbeat == null ? settings.lease.dividedBy(3) : settings.heartbeat;
  }

  /**
   * How long to wait for a run that is open elsewhere.
   *
   * @return the limit; zero to be refused at once
   */
  public Duration waitForOwner() {
    return settings.waitForOwner;
  }

  /**
   * How many entries one transaction has at most.
   *
   * @return the number
   */
  public int batchSize() {
    return settings.batchSize;
  }

  /**
   * Whether an append waits until its entry is committed.
   *
   * @return true if so
   */
  public boolean appendWaits() {
    return settings.appendWaits;
  }
}
