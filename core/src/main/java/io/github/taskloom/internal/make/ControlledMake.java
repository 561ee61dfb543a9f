package io.github.taskloom.internal.make;

import io.github.taskloom.event.MakeControl;
import io.github.taskloom.internal.thread.Parking;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Holds up one make that is listened to, and tells its listeners what becomes of it.
 *
 * <pre>
 *   phase     a thread that comes to begin a task     left by
 *   GOING     begins it                               pause, halt, stop, the end
 *   PAUSED    waits here, with the task's number      resume, halt, stop, the end
 *   HALTED    begins nothing, and leaves              stop
 *   STOPPED   the same                                -
 *   ENDED     there is none                           -
 *
 *   field      access     written by
 *   waiting    volatile   a thread that is to wait, before it looks at the phase; the one that changes
 *                         the phase wakes what stands there after that: so none sleeps on
 *   untold     CAS        each thread that has changed the phase; the one that raises it from 0 tells
 *   told...    plain      that thread; handed on by untold
 *   progress   volatile   the thread that ends the make: null from then on, and so is observed, so
 *                         that who keeps this keeps nothing of the make; it writes endedPaused, too
 * </pre>
 *
 * <p>A pause against a claim: a worker looks at the phase once it has a number, and claims the task
 * after that look. One that has looked before the pause begins its task; none looks twice, so at
 * most one task for each thread at work begins after it.
 */
public final class ControlledMake implements MakeControl {
  /** A thread that waits; by identity, whatever a thread of the user's takes for equal. */
  private static final class Waiter {
    private final Thread thread = Thread.currentThread();
  }

  private final MakePhase phase;
  private final Set<Waiter> waiting = ConcurrentHashMap.newKeySet();
  private final AtomicInteger untold = new AtomicInteger();
  private volatile @Nullable MakeProgress progress;
  private volatile @Nullable ObservedMake observed;
  private volatile boolean endedPaused;

  // By the thread that tells.
  private boolean toldPaused;
  private boolean toldStopped;

  /** Of a make that is not over. */
  ControlledMake(MakeProgress progress, ObservedMake observed) {
    this.progress = progress;
    this.observed = observed;
    this.phase = progress.phase();
  }

  /** For a phase alone: no make is told or stopped. */
  public ControlledMake(MakePhase phase) {
    this.phase = phase;
  }

  @Override
  public void pause() {
    if (phase.pause()) {
      tell();
    }
  }

  @Override
  public void resume() {
    if (phase.resume()) {
      wakeAll();
      tell();
    }
  }

  @Override
  public boolean isPaused() {
    return phase.isPaused();
  }

  @Override
  public void stop(String why) {
    Objects.requireNonNull(why, "The reason is null");
    MakeProgress going = progress;
    if (going != null) {
      going.stopApart(why);
    }
  }

  /**
   * By a thread that is to begin a task: waits as long as the make is paused. An interrupt of a
   * caller's stops the make, any other ends nothing.
   *
   * @return whether it may begin it
   */
  public boolean awaitResumed() {
    while (phase.isGoing()) {
      if (phase.isOpen()) {
        return true;
      }
      boolean unused = parkWhilePaused();
      MakeProgress going = progress;
      if (going != null) {
        going.takeInterrupt();
      }
    }
    return false;
  }

  /**
   * Parks the calling thread once if the make is paused, and may wake early; false if it is not.
   */
  boolean parkWhilePaused() {
    if (!phase.isPaused()) {
      return false;
    }
    Waiter self = new Waiter();
    waiting.add(self); // before the look: the thread that changes the phase finds it
    try {
      if (phase.isPaused()) {
        Parking.park(this);
      }
    } finally {
      waiting.remove(self);
    }
    return true;
  }

  /** By a thread that has changed the phase: those that wait look at it. */
  void wakeAll() {
    for (Waiter each : waiting) {
      LockSupport.unpark(each.thread);
    }
  }

  /**
   * After the phase has changed. One thread at a time tells, and looks again for those that came
   * meanwhile: what is told last is how it stands. What cannot be told for want of memory is not.
   */
  void tell() {
    if (untold.getAndIncrement() == 0) {
      do {
        try {
          look();
        } catch (Throwable noMemory) {
          // the make goes on, or comes to its end, all the same
        }
      } while (untold.decrementAndGet() > 0);
    }
  }

  private void look() {
    MakeProgress going = progress;
    ObservedMake told = observed;
    if (going == null || told == null) {
      return;
    }
    if (phase.isPaused()) {
      if (!toldPaused) {
        toldPaused = true;
        told.pauses();
      }
    } else if (phase.isOpen() || (phase.isEnded() && !endedPaused)) {
      if (toldPaused) {
        toldPaused = false;
        told.resumes();
      }
    } else if (!phase.isEnded() && !toldStopped) {
      toldStopped = true;
      told.stops(going.whyHalted());
    }
  }

  /** By the thread that ends the make: from its return on nothing more is told from here. */
  @SuppressWarnings("ThreadPriorityCheck") // nothing depends on the yield but what else can run
  void ends() {
    endedPaused = phase.end();
    tell(); // a change whose thread has not come to it
    while (untold.get() > 0) {
      Thread.yield(); // another thread is about to put an event, which takes no time
    }
    progress = null;
    observed = null;
  }
}
