package io.github.taskloom.internal.task;

import io.github.taskloom.Task;
import io.github.taskloom.internal.report.Report;
import java.time.Duration;

/** What the log says of a function that goes on although it was interrupted as its time is up. */
public final class LateFunction {
  /**
   * How long a function that was interrupted and is waited for may go on before the log tells of
   * it.
   */
  public static final Duration TOLD_AFTER = Duration.ofSeconds(1);

  private LateFunction() {}

  /** Whether a task was interrupted there because the time of its make is up, to be waited for. */
  public static boolean isLateForMake(TaskNode<?> task, Runner runner) {
    Policy<?> policy = task.policy();
    boolean mayBeLeft =
        policy != null && policy.limits() != null && policy.limits().abandonAfter() != null;
    return !mayBeLeft
        && task.status().detail() instanceof CancelRequest request
        && request.runner() == runner
        && request.timeout() != null
        && request.timeout().isOfMake();
  }

  /** Of one that its make waits for. */
  public static void tell(TaskNode<?> task, Runner runner) {
    Report.warn(
        Task.class,
        task.name()
            + " goes on although its time was up and it was interrupted: its make waits for it, in "
            + nameOf(runner.thread())
            + "; abandonAfter(grace) would leave it behind",
        null);
  }

  /** Of one that is left behind, once its task has settled without it. */
  static void tellAbandoned(TaskNode<?> task, Runner runner) {
    Report.warn(
        Task.class,
        task.name() + " ignores its interrupt: abandoned in " + nameOf(runner.thread()),
        null);
  }

  private static String nameOf(Thread thread) {
    return thread.getName().isEmpty() ? "thread " + thread.threadId() : thread.getName();
  }
}
