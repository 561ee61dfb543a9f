package io.github.taskloom.internal.task;

import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskState;
import io.github.taskloom.policy.TaskClock;
import java.time.Duration;
import java.util.Objects;

/** What a make does to a task between two attempts, without a make. */
public final class BetweenAttempts {
  private BetweenAttempts() {}

  /** Runs an attempt of a PENDING task that fails, and has another one follow in an hour. */
  public static void begin(TaskNode<?> task, Ownership owner) {
    task.enterRun(task.status(), Runner.here());
    TaskStatus running = task.status();
    Backoff backoff =
        Backoff.after(
            task,
            running.attempt(),
            new IllegalStateException("on purpose"),
            Duration.ofHours(1),
            TaskClock.system(),
            owner,
            null);
    if (task.settleRun(running, TaskEvent.AGAIN, backoff) != running) {
      throw new AssertionError(task + " was not RUNNING: " + running);
    }
  }

  /** Another make has the task from now on; for that there is no event. */
  public static void takeOver(TaskNode<?> task, Ownership other) {
    TaskStatus now = task.status();
    Backoff backoff = (Backoff) Objects.requireNonNull(now.detail());
    if (now.state() != TaskState.PENDING
        || task.replaceDetail(now, backoff.ownedBy(other)) != now) {
      throw new AssertionError(task + " was not between two attempts: " + now);
    }
  }
}
