package io.github.taskloom.jdbc.internal.writer;

import io.github.taskloom.jdbc.JdbcJournalOptions;
import io.github.taskloom.jdbc.internal.table.StoredEntry;
import io.github.taskloom.journal.JournalEntry;
import io.github.taskloom.journal.JournalException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** An open journal: what comes from callers is checked and handed on here. */
public final class OpenRun {
  private static final long MOST_BYTES = 256L << 20;
  private static final Duration LEAST_PATIENCE = Duration.ofSeconds(10);

  private final Failure failure;
  private final AppendQueue queue;
  private final boolean appendWaits;
  private final AtomicBoolean closed = new AtomicBoolean();

  private OpenRun(Failure failure, AppendQueue queue, boolean appendWaits) {
    this.failure = failure;
    this.queue = queue;
    this.appendWaits = appendWaits;
  }

  /** Returns when the run is this process's own, and read. */
  public static OpenRun open(DataSource source, String name, JdbcJournalOptions options) {
    if (options.heartbeat().multipliedBy(2).compareTo(options.lease()) > 0) {
      throw new IllegalArgumentException(
          "a heartbeat every "
              + options.heartbeat()
              + " is too seldom for a lease of "
              + options.lease()
              + ": at most half of it");
    }
    Duration twice = options.lease().multipliedBy(2);
    Duration patience = twice.compareTo(LEAST_PATIENCE) < 0 ? LEAST_PATIENCE : twice;
    Opening opening = new Opening(name, options);
    Failure failure = new Failure(opening.described());
    AppendQueue queue = new AppendQueue(failure, patience.toNanos());
    RunWriter writer =
        new RunWriter(source, Math.toIntExact(patience.toMillis()), options, opening, queue);
    Thread.ofPlatform()
        .daemon()
        .inheritInheritableThreadLocals(false)
        .name("taskloom journal " + name)
        .start(writer);
    await(writer.opened(), opening);
    return new OpenRun(failure, queue, options.appendWaits());
  }

  /** An interrupt ends the wait for another owner, and nothing else. */
  private static void await(CompletableFuture<Void> opened, Opening opening) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          opened.get();
          return;
        } catch (InterruptedException e) {
          interrupted = true;
          opening.abandon();
        } catch (ExecutionException failed) {
          Throwable why = failed.getCause();
          if (why instanceof JournalException told) {
            throw new JournalException(String.valueOf(told.getMessage()), told.getCause());
          }
          throw new JournalException(opening.described() + " cannot be opened: " + why, why);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The latest entry of a key. */
  public @Nullable JournalEntry find(String key) {
    return queue.find(key);
  }

  /** Gives back its position. */
  public long append(JournalEntry entry) {
    byte[] value = entry.value();
    long size = StoredEntry.textSize(entry) + (value == null ? 0 : value.length);
    if (size > MOST_BYTES) {
      throw new IllegalArgumentException(
          "an entry of " + size + " bytes is more than a database is asked to take, " + MOST_BYTES);
    }
    long position = queue.append(entry);
    if (appendWaits) {
      queue.await(position);
    }
    return position;
  }

  /** Returns when the entry with this position, and all before it, are committed. */
  public void await(long position) {
    queue.await(position);
  }

  /** Writes what is left, and gives the run up. */
  public void close() {
    if (closed.compareAndSet(false, true)) {
      queue.close();
      failure.checkFailed();
    }
  }
}
