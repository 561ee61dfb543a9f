package io.github.taskloom.jdbc.internal.table;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The row of a run, as it was at a moment of the database.
 *
 * @param name the name of the run
 * @param format the version of what is in the rows
 * @param token the owner's; null if there is none
 * @param process which process the owner is, for people
 * @param since since when it has owned the run
 * @param renewed when it last said so
 * @param leaseMillis how long that is good for
 * @param beat how many transactions the row has seen
 * @param lastPosition the position of the latest entry
 * @param now the moment
 */
public record RunRow(
    String name,
    int format,
    @Nullable String token,
    @Nullable String process,
    @Nullable Instant since,
    Instant renewed,
    long leaseMillis,
    long beat,
    long lastPosition,
    Instant now) {

  /** Whether the owner has said that it is there, and that is still good. */
  public boolean isOwned() {
    return token != null && leftMillis() > 0;
  }

  /** How long the lease has to run; less than 0 if it has run out. */
  public long leftMillis() {
    return renewed.toEpochMilli() + leaseMillis - now.toEpochMilli();
  }

  /** As it is once it was taken: one transaction later. */
  public RunRow taken() {
    return new RunRow(
        name, format, token, process, since, renewed, leaseMillis, beat + 1, lastPosition, now);
  }

  /** Who owns it, for people. */
  public String owner() {
    return token == null
        ? "no process"
        : process + ", since " + since + ", lease until " + renewed.plusMillis(leaseMillis);
  }
}
