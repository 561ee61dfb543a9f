package io.github.taskloom.internal.task;

import io.github.taskloom.TaskException;
import org.jspecify.annotations.Nullable;

/**
 * How a thread runs something that may be inside of a function. An interrupt for the function
 * around still reaches that function. A task inside that the stack was too short to settle is
 * settled once the thread is back in the function around, or has left it.
 *
 * <p>The runner around holds the one inside from before the claim until the end, in a field that
 * their thread alone reads and writes. Where the stack has ended in between, that field still tells
 * what is left inside.
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
   * Before the claim: the runner around learns of this one, whose task it settles if nothing else
   * can.
   *
   * @return whether an interrupt that is for the function around may be taken by what runs inside;
   *     false if the function around has taken it before
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
   * Repeats an interrupt that was for the function around, and that was taken inside.
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
