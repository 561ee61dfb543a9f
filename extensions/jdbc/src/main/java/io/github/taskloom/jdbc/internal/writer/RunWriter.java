package io.github.taskloom.jdbc.internal.writer;

import io.github.taskloom.jdbc.JdbcJournalOptions;
import io.github.taskloom.jdbc.internal.table.StoredEntry;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * The thread of a journal: takes the run, writes what is appended, renews the lease where nothing
 * is, and gives the run up. It alone uses connections.
 *
 * <p>That the same thread writes and renews is on purpose: a thread that hangs does not go on to
 * say that it is well.
 */
final class RunWriter implements Runnable {
  private static final long IDLE = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(1);
  private static final int LEAST_ATTEMPTS = 3;

  private final DataSource source;
  private final int answerMillis;
  private final JdbcJournalOptions options;
  private final Opening opening;
  private final AppendQueue queue;
  private final CompletableFuture<Void> opened = new CompletableFuture<>();

  /** When the last transaction began that is known to be committed. */
  private long confirmed;

  RunWriter(
      DataSource source,
      int answerMillis,
      JdbcJournalOptions options,
      Opening opening,
      AppendQueue queue) {
    this.source = source;
    this.answerMillis = answerMillis;
    this.options = options;
    this.opening = opening;
    this.queue = queue;
  }

  /** Complete when the journal is open, or why it cannot be. */
  CompletableFuture<Void> opened() {
    return opened;
  }

  @Override
  public void run() {
    try (Connections connections = new Connections(source, answerMillis)) {
      Ownership own = opening.take(connections);
      confirmed = own.takenAt();
      try {
        read(connections, own);
        if (untilHeartbeat() <= 0) { // what was read was this process's own all the time
          write(connections, own, List.of());
        }
        opened.complete(null);
        write(connections, own);
      } catch (Throwable failed) {
        fail(failed);
        throw failed;
      } finally {
        release(connections, own);
      }
    } catch (Throwable failed) {
      opened.completeExceptionally(failed); // where it is open, the queue knows
    } finally {
      queue.ended();
    }
  }

  /** A read that takes long renews the lease meanwhile, on a connection of its own. */
  private void read(Connections connections, Ownership own) throws SQLException {
    try (Connections renewing = new Connections(source, answerMillis)) {
      own.readAll(
          connections,
          entry -> {
            queue.found(entry);
            if (untilHeartbeat() <= 0) {
              write(renewing, own, List.of());
            }
          });
    }
    queue.beginBehind(own.lastPosition());
  }

  private void write(Connections connections, Ownership own) {
    while (!queue.isOver()) {
      long heartbeat = untilHeartbeat();
      boolean mayIdle = connections.isKept() && heartbeat > IDLE;
      List<StoredEntry> batch = queue.take(options.batchSize(), mayIdle ? IDLE : heartbeat);
      if (!batch.isEmpty() || untilHeartbeat() <= 0) {
        write(connections, own, batch);
      } else {
        connections.giveBack();
      }
    }
  }

  private long untilHeartbeat() {
    return options.heartbeat().toNanos() - (System.nanoTime() - confirmed);
  }

  /** Until it is committed, or cannot be. */
  private void write(Connections connections, Ownership own, List<StoredEntry> batch) {
    long pause = FIRST_PAUSE;
    for (int attempt = 1; ; attempt++) {
      long begun = System.nanoTime();
      queue.callBeginsOrEnds();
      try {
        own.write(connections, batch, queue::callGoesOn);
        confirmed = begun;
        queue.committed(own.lastPosition());
        return;
      } catch (SQLException failed) {
        if (!Retries.mayPass(failed)
            || queue.isFailed()
            || (attempt >= LEAST_ATTEMPTS && isLeaseOver())) {
          throw new UnwrittenException(
              attempt, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - confirmed), failed);
        }
      } finally {
        queue.callBeginsOrEnds();
      }
      LockSupport.parkNanos(this, pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE);
    }
  }

  private boolean isLeaseOver() {
    return System.nanoTime() - confirmed > options.lease().toNanos();
  }

  private void fail(Throwable failed) {
    switch (failed) {
      case LostRunException lost ->
          queue.fail(
              lost.getMessage()
                  + "; this process records nothing more. Open it anew once it is free",
              null);
      case UnwrittenException unwritten ->
          queue.fail(
              unwritten.getMessage()
                  + "; records no more until it is opened anew. What was awaited is recorded",
              unwritten.getCause());
      default ->
          queue.fail(
              "could not go on: " + failed + "; records no more until it is opened anew", failed);
    }
  }

  /** Where that fails the run is held until the lease has run out; a caller that closes is told. */
  private void release(Connections connections, Ownership own) {
    int attempts = queue.isFailed() ? 1 : LEAST_ATTEMPTS;
    for (int attempt = 1; ; attempt++) {
      queue.callBeginsOrEnds();
      try {
        if (!own.release(connections) && attempt == 1) { // else an earlier attempt may have done it
          queue.fail(
              "all is recorded, but another process has taken it over before it was closed here",
              null);
        }
        return;
      } catch (SQLException | RuntimeException failed) {
        if (attempt >= attempts) {
          queue.fail(
              "all is recorded, but the run could not be given up: "
                  + failed.getMessage()
                  + "; it can be opened when the lease of "
                  + options.lease()
                  + " has run out",
              failed);
          return;
        }
      } finally {
        queue.callBeginsOrEnds();
      }
      LockSupport.parkNanos(this, FIRST_PAUSE);
    }
  }
}
