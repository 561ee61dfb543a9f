package io.github.taskloom.jdbc;

import io.github.taskloom.jdbc.internal.table.Dialect;
import io.github.taskloom.jdbc.internal.table.TableNames;
import io.github.taskloom.jdbc.internal.table.Tables;
import io.github.taskloom.jdbc.internal.writer.OpenRun;
import io.github.taskloom.journal.Journal;
import io.github.taskloom.journal.JournalEntry;
import io.github.taskloom.journal.JournalException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A journal in two tables of a database: a row for each run, and one for each task of a run.
 *
 * <pre>{@code
 * try (JdbcJournal journal = JdbcJournal.open(dataSource, "nightly")) {
 *   System.out.println(Make.defaults().journal(journal).get(report));
 * }
 * }</pre>
 *
 * <p><b>What is promised:</b> an entry that was awaited was committed by the database, and is as
 * safe as that makes it. One that was appended and not awaited is committed soon, by a thread of
 * the journal's own, together with what else was appended meanwhile; the end of the process may
 * lose it, unless {@link JdbcJournalOptions#appendWaits} was asked for.
 *
 * <p><b>One owner.</b> An open run belongs to one journal, of one process. It has a lease, which
 * the journal renews; a process that was killed renews nothing, and once its lease has run out, by
 * the clock of the database, the next one takes the run over. Each transaction proves first that
 * the run still is the journal's own: one whose run was taken over, as its process stood still for
 * instance, writes and acknowledges nothing more.
 *
 * <p><b>Failure.</b> A connection that is lost is replaced, for as long as the lease has to run;
 * what was being written then is written again, or found to be there. Where that does not help, or
 * the run belongs to another process, each later append and await throws a {@link JournalException}
 * with the first reason. Nothing that was acknowledged is lost by that. The run can be opened anew.
 *
 * <p><b>The data source</b> gives connections to a database whose transactions are this journal's
 * to commit, so none that a container commits. One connection is in use at a time, and a second one
 * while a run is opened whose rows take longer to read than a heartbeat; only the journal's own
 * thread uses them, and between bursts of work gives them back. They are given back as they were.
 *
 * <p><b>Memory.</b> The latest entry of each key is held with its value while the journal is open.
 *
 * <p>PostgreSQL, H2 and HSQLDB are what it is tested with; H2 in a file writes half a second later
 * what it has committed, unless its address says {@code ;WRITE_DELAY=0}. On another database, whose
 * types have other names, make the tables by hand, after those that {@link #ddl} tells. What the
 * rows say stands in {@code docs/durability.md}.
 *
 * @since 0.1.0
 */
public final class JdbcJournal implements Journal {
  private final String run;
  private final OpenRun open;

  private JdbcJournal(String run, OpenRun open) {
    this.run = run;
    this.open = open;
  }

  /**
   * Opens a run under the {@linkplain JdbcJournalOptions#defaults() default options}.
   *
   * @param dataSource the database
   * @param run the name of the run: any text; a new run if there is none of that name
   * @return the journal; to be closed
   * @throws JournalException as {@link #open(DataSource, String, JdbcJournalOptions)} does
   */
  public static JdbcJournal open(DataSource dataSource, String run) {
    return open(dataSource, run, JdbcJournalOptions.defaults());
  }

  /**
   * Opens a run: makes or checks the tables, becomes the owner of the run, and reads what is
   * recorded of it.
   *
   * @param dataSource the database
   * @param run the name of the run: any text; a new run if there is none of that name
   * @param options how
   * @return the journal; to be closed
   * @throws JournalException if the run is open elsewhere, in this process or another one, for
   *     longer than is to be waited, or the calling thread is interrupted meanwhile, whose flag
   *     stays set; if the tables cannot be made or read, lack columns or are of a later version; if
   *     a row was changed from outside so that it is no entry
   * @throws IllegalArgumentException if the heartbeat is more than half of the lease
   */
  public static JdbcJournal open(DataSource dataSource, String run, JdbcJournalOptions options) {
    Objects.requireNonNull(dataSource, "dataSource");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(options, "options");
    return new JdbcJournal(run, OpenRun.open(dataSource, run, options));
  }

  /**
   * The statements that make the tables, for those who make them by hand: as they are on this
   * database, if it is one that the journal knows, and else by the standard of SQL.
   *
   * @param dataSource the database, which nothing is changed of
   * @param options with the schema and the prefix
   * @return one for each table
   * @throws JournalException if the database cannot be asked what it is
   */
  public static List<String> ddl(DataSource dataSource, JdbcJournalOptions options) {
    TableNames names = TableNames.of(options.schema(), options.tablePrefix());
    try (Connection connection = dataSource.getConnection()) {
      return new Tables(names, Dialect.of(connection)).ddl();
    } catch (SQLException failed) {
      throw new JournalException(
          "the database cannot be asked what it is: " + failed.getMessage(), failed);
    }
  }

  /**
   * The name of the run.
   *
   * @return the name
   */
  public String run() {
    return run;
  }

  @Override
  public @Nullable JournalEntry find(String key) {
    return open.find(Objects.requireNonNull(key, "key"));
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if its texts and its value have more than 256 MiB
   */
  @Override
  public long append(JournalEntry entry) {
    return open.append(Objects.requireNonNull(entry, "entry"));
  }

  @Override
  public void await(long position) {
    open.await(position);
  }

  @Override
  public void close() {
    open.close();
  }

  /** Tells the run. */
  @Override
  public String toString() {
    return "JdbcJournal[" + run + "]";
  }
}
