package io.github.taskloom.internal.lane;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** One piece of a crew's work: what to claim from, and what each thread does with it. */
final class Shift {
  // ALONE -> ENDED             // the owner did it all
  // ALONE -> STAFFED -> ENDED  // the watcher brought lanes, and they have ended
  private static final int ALONE = 0;
  private static final int STAFFED = 1;
  private static final int ENDED = 2;

  private static final VarHandle STATE =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "state", VarHandle.class, Shift.class, int.class);

  private final Work work;
  private final Supplier<String> name;
  private final Runnable body;

  @SuppressWarnings("UnusedVariable") // through STATE
  private volatile int state;

  Shift(Work work, Supplier<String> name, Runnable body) {
    this.work = work;
    this.name = name;
    this.body = body;
  }

  Work work() {
    return work;
  }

  String name() {
    return name.get();
  }

  Runnable body() {
    return body;
  }

  boolean isAlone() {
    return state == ALONE;
  }

  /** By the watcher: whether it may bring lanes; it then has to {@link #leave}. */
  boolean staff() {
    return STATE.compareAndSet(this, ALONE, STAFFED);
  }

  /** By the watcher, after its lanes have ended. */
  void leave(Thread owner) {
    state = ENDED;
    LockSupport.unpark(owner);
  }

  /** By the owner, when it finds no more to claim: true if nobody else is at work. */
  boolean end() {
    return STATE.compareAndSet(this, ALONE, ENDED);
  }

  /** By the owner: waits for the watcher's lanes; false if it was interrupted meanwhile. */
  boolean awaitLanes() {
    boolean undisturbed = true;
    while (state != ENDED) {
      LockSupport.park(this);
      undisturbed &= !Thread.interrupted();
    }
    return undisturbed;
  }
}
