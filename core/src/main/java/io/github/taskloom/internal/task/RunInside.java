package io.github.taskloom.internal.task;

import io.github.taskloom.TaskException;
import org.jspecify.annotations.Nullable;

/**
 * How a thread that may be inside of a function runs something else: an interrupt for the function
 * around reaches that function, and what the stack was too short to settle inside is settled once
 * the thread is back in the function around, or has left it.
 *
 * <p>The runner around holds the one inside from before the claim until the end, in a field that
 * their thread alone reads and writes. It holds it still where the stack has ended in between.
 */
public final class RunInside {
  private RunInside() {}

  /** As {@link Runner#carriedDuring}, on a new runner of the calling thread's. */
  public static void carried(Runner runner, Runnable body) {
    boolean mayTake = begins(runner);
    try {
      runner.carriedDuring(body);
    } finally {
      breakOffOwn(runner);
      hasEnded(runner, mayTake);
    }
  }

  /**
   * Before the claim: what this runs inside of is to settle it if nothing else can.
   *
   * @return whether an interrupt for what is around may still reach what is inside, and not the
   *     function that it is for; false if that one has taken it before
   */
  static boolean begins(Runner runner) {
    Runner around = runner.around();
    if (around == null) {
      return false;
    }
    around.inner = runner;
    return runner.thread().isInterrupted() || !runner.isAskedToEndOutside();
  }

  /**
   * An interrupt that was for what is around, and which what was inside has taken, is repeated.
   *
   * @param mayHaveTaken as {@link #begins} has said
   */
  static void hasEnded(Runner runner, boolean mayHaveTaken) {
    Runner around = runner.around();
    if (around != null) {
      around.inner = null;
      if (mayHaveTaken && runner.isAskedToEndOutside()) {
        runner.thread().interrupt();
      }
    }
  }

  /** After a function: settles all that it has left RUNNING inside, one inside of the other. */
  static void breakOffAll(Runner around, @Nullable Throwable thrown) {
    for (Runner within = around.inner; within != null; within = within.inner) {
      TaskNode<?> left = within.task();
      if (left != null) { // also one that has settled: it may not have left its callbacks
        breakOff(left, within, thrown);
      }
    }
    around.inner = null;
  }

  private static void breakOffOwn(Runner runner) {
    TaskNode<?> left = runner.task();
    if (left != null) {
      if (Runner.runs(runner, left.status())) {
        breakOff(left, runner, null);
      } else {
        TaskStage.armLeft(left, runner);
      }
    }
  }

  private static void breakOff(TaskNode<?> left, Runner runner, @Nullable Throwable thrown) {
    String why = left.name() + " has ended where there was no stack or memory to settle it";
    TaskDispatch.breakOff(left, runner, new TaskException(left, why, thrown));
  }
}
