package io.github.taskloom.internal.make;

import io.github.taskloom.internal.task.AtWork;
import io.github.taskloom.internal.task.Runner;
import io.github.taskloom.internal.task.TaskStatus;
import org.jspecify.annotations.Nullable;

/**
 * The detail of a task's status while it is queued for a make: whose it is, so that no other takes
 * it back, and none begins it but one that holds a thread of the executor. Equal by identity.
 */
final class Submission {
  private final Object executor; // as PlainExecutor.threadsOf says
  private final @Nullable Permits permits; // one of them is taken; null if none is needed
  private @Nullable AwaitedTask wait; // set before the status shows this

  /**
   * The runner of the thread that has queued the task and is at its callbacks; null once that hands
   * the task over. Plain: read by what those callbacks call, or by threads that they fork.
   */
  private @Nullable Runner submitter = Runner.current();

  Submission(Object executor, @Nullable Permits permits) {
    this.executor = executor;
    this.permits = permits;
  }

  /** By a thread of another make, which has claimed a task that stood so: the wait is for that. */
  static void claimedByOther(TaskStatus queued) {
    if (queued.detail() instanceof Submission submission && submission.wait != null) {
      submission.wait.lookAgain();
    }
  }

  /**
   * Whether a make has queued a task that stands so, and the caller of another one holds a thread
   * that would run it: one of the executor, or the one that hands it over.
   */
  static boolean isQueuedBehind(@Nullable Runner caller, TaskStatus status) {
    if (caller == null || !(status.detail() instanceof Submission submission)) {
      return false;
    }
    Runner submitter = submission.submitter;
    return AtWork.holdsThreadOf(caller, submission.executor)
        || (submitter != null && AtWork.isWithin(caller, submitter));
  }

  /** Before the task is queued. */
  void awaitedBy(AwaitedTask waitFor) {
    wait = waitFor;
  }

  /** By the thread that has queued the task, after the callbacks on that. */
  void handedOver() {
    submitter = null;
  }

  /** Once the wait is over: another task may be at the executor. */
  void giveBack(Schedule schedule) {
    if (permits != null) {
      permits.giveBack(schedule);
    }
  }

  @Override
  public String toString() {
    return "submitted to the executor of a make";
  }
}
