package io.github.taskloom.internal.journal;

import io.github.taskloom.internal.thread.Parking;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread that waits for a {@link GroupCommit}.
 *
 * <pre>
 *   WAITS -> TOLD   // by the leader: its entry is safe, or none will be
 *   WAITS -> LEADS  // by the leader: it is the leader now
 *   WAITS -> GONE   // by itself, as the leader
 * </pre>
 */
final class Waiter {
  static final int WAITS = 0;
  static final int TOLD = 1;
  static final int LEADS = 2;
  static final int GONE = 3;

  final Thread thread;
  final long position;
  volatile int state;

  /** By the thread that pushes it. */
  @Nullable Waiter older;

  Waiter(Thread thread, long position) {
    this.thread = thread;
    this.position = position;
  }

  void become(int next) {
    state = next;
    LockSupport.unpark(thread);
  }

  int await() {
    boolean interrupted = false;
    while (state == WAITS) {
      Parking.park(this);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return state;
  }
}
