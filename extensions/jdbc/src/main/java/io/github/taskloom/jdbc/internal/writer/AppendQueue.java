package io.github.taskloom.jdbc.internal.writer;

import io.github.taskloom.jdbc.internal.table.StoredEntry;
import io.github.taskloom.journal.JournalEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What callers append, until the writer has committed it; and the latest entry of each key.
 *
 * <pre>
 *   latest    callers that append; the writer, before any does   concurrent map
 *   queue     callers that append; the writer                    guarded by the lock
 *   last      callers that append                                guarded by the lock
 *   safe      the writer                                         guarded by the lock
 *   closing   the caller that closes                             guarded by the lock
 *   ended     the writer, at last                                guarded by the lock
 *   calls     the writer                                         atomic: odd while it is in a call
 *                                                                of the database
 * </pre>
 *
 * <p>A position is given, and its entry made the latest of its key, in one step under the lock; so
 * what the writer takes is in the order of positions.
 */
final class AppendQueue {
  private final Failure failure;
  private final long patienceNanos;

  private final Map<String, JournalEntry> latest = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition toWrite = lock.newCondition();
  private final Condition written = lock.newCondition();
  private final ArrayDeque<StoredEntry> queue = new ArrayDeque<>();
  private long last;
  private long safe;
  private boolean closing;
  private boolean ended;
  private final AtomicLong calls = new AtomicLong();

  /**
   * @param patienceNanos how long one call of the database may take before those that wait for it
   *     give up
   */
  AppendQueue(Failure failure, long patienceNanos) {
    this.failure = failure;
    this.patienceNanos = patienceNanos;
  }

  /** By the writer, before any caller has the journal. */
  void found(JournalEntry entry) {
    latest.put(entry.key(), entry);
  }

  /** By the writer, before any caller has the journal: positions go on behind this one. */
  void beginBehind(long position) {
    lock.lock();
    try {
      last = position;
      safe = position;
    } finally {
      lock.unlock();
    }
  }

  @Nullable JournalEntry find(String key) {
    return latest.get(key);
  }

  /** By any caller. */
  long append(JournalEntry entry) {
    lock.lock();
    try {
      failure.check();
      if (closing) {
        throw failure.closed();
      }
      long position = ++last;
      queue.add(new StoredEntry(position, entry));
      latest.put(entry.key(), entry);
      toWrite.signal();
      return position;
    } finally {
      lock.unlock();
    }
  }

  /** By any caller: returns once an entry is committed. No interrupt ends the wait. */
  void await(long position) {
    lock.lock();
    try {
      failure.check();
      if (position > last) {
        throw new IllegalArgumentException(
            "no entry has position " + position + "; the last one is " + last);
      }
      awaitWriter(() -> safe >= position || failure.isSet());
      if (safe < position) {
        failure.check();
      }
    } finally {
      lock.unlock();
    }
  }

  /** By the caller that closes: takes no more, and returns when the writer has ended. */
  void close() {
    lock.lock();
    try {
      closing = true;
      toWrite.signal();
      awaitWriter(() -> ended);
    } finally {
      lock.unlock();
    }
  }

  /** With the lock: returns when that is so, or the writer is stuck, which fails the journal. */
  private void awaitWriter(BooleanSupplier over) {
    Patience patience = new Patience(written, calls, patienceNanos);
    while (!over.getAsBoolean()) {
      if (!patience.pause()) {
        fail(
            "the database has not answered for "
                + TimeUnit.NANOSECONDS.toMillis(patienceNanos)
                + " ms, so it is not known whether the last entries are recorded; records no more"
                + " until it is opened anew",
            null);
        break;
      }
    }
    patience.end();
  }

  /** By the writer: what is to be written next; nothing where nothing came in time. */
  List<StoredEntry> take(int most, long nanos) {
    lock.lock();
    try {
      long left = nanos;
      while (queue.isEmpty() && !closing && !failure.isSet() && left > 0) {
        left = toWrite.awaitNanos(left);
      }
      List<StoredEntry> taken = new ArrayList<>(Math.min(most, queue.size()));
      while (taken.size() < most && !queue.isEmpty()) {
        taken.add(queue.remove());
      }
      return taken;
    } catch (InterruptedException e) {
      throw new IllegalStateException("nothing interrupts the writer", e);
    } finally {
      lock.unlock();
    }
  }

  /** By the writer: whether it has nothing left to do. */
  boolean isOver() {
    lock.lock();
    try {
      return failure.isSet() || (closing && queue.isEmpty());
    } finally {
      lock.unlock();
    }
  }

  /** By the writer: whether those that wait have given up. */
  boolean isFailed() {
    return failure.isSet();
  }

  /** By the writer: begins a call of the database, or ends it. */
  void callBeginsOrEnds() {
    calls.incrementAndGet();
  }

  /** By the writer: its call goes on. */
  void callGoesOn() {
    calls.addAndGet(2);
  }

  /** By the writer: all up to a position is committed. */
  void committed(long position) {
    lock.lock();
    try {
      safe = position;
      written.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** By any thread: nothing more will be. */
  void fail(String problem, @Nullable Throwable cause) {
    lock.lock();
    try {
      failure.set(problem, cause);
      queue.clear();
      written.signalAll();
      toWrite.signal();
    } finally {
      lock.unlock();
    }
  }

  /** By the writer, at last. */
  void ended() {
    lock.lock();
    try {
      failure.close();
      ended = true;
      written.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
