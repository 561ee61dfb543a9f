package io.github.taskloom.internal.journal;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The right to write, for one thread at a time. Threads that append try and go away again; one
 * other thread at a time, the leader, waits for it, and nothing gets before it meanwhile.
 *
 * <pre>
 *   taken     any thread   CAS, volatile   whether a thread has it
 *   waiting   leader       volatile        the leader, while it waits
 * </pre>
 */
final class Turn {
  private static final VarHandle TAKEN =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "taken", VarHandle.class, Turn.class, boolean.class);

  private volatile boolean taken;
  private volatile @Nullable Thread waiting;

  /** By a thread that appends: takes it if it is free, and the leader does not wait for it. */
  boolean tryTake() {
    return !taken && waiting == null && TAKEN.compareAndSet(this, false, true);
  }

  /** By the leader: waits for it. No interrupt ends the wait; the flag is set again. */
  void take() {
    boolean interrupted = false;
    // Says that it waits before it looks: either this thread finds the turn free, or the thread
    // that gives it back sees this one.
    waiting = Thread.currentThread();
    while (!TAKEN.compareAndSet(this, false, true)) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    waiting = null;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** By the thread that has it. */
  void giveBack() {
    taken = false;
    Thread leader = waiting;
    if (leader != null) {
      LockSupport.unpark(leader);
    }
  }
}
