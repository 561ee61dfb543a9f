package io.github.taskloom.cli.run;

import io.github.taskloom.Outcome;
import io.github.taskloom.PrerequisiteException;
import io.github.taskloom.Task;
import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskState;
import io.github.taskloom.TaskTimeoutException;
import io.github.taskloom.cli.file.DurationText;
import io.github.taskloom.cli.file.Names;
import io.github.taskloom.cli.show.TaskResult;
import io.github.taskloom.cli.show.TaskResult.Part;
import io.github.taskloom.policy.Attempt;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Watches one task to tell how long it ran and how it ended. */
final class TaskWatch {
  private final Task<?> task;
  private final Set<Task<?>> skipped; // by the making thread alone

  // Written by the thread that runs the task, read by the making thread.
  private volatile @Nullable Long started;
  private volatile @Nullable Long ended;

  /** Whether an earlier run has DONE it. Written and read by the making thread. */
  private boolean restored;

  private TaskWatch(Task<?> task, Set<Task<?>> skipped) {
    this.task = task;
    this.skipped = skipped;
  }

  /**
   * @param skipped those that are known to be skipped, for all watches of one making
   * @param onStart is told the name when an attempt starts, in the thread that runs it
   * @param onRetry is told an attempt that failed and is followed by another, in the same thread
   */
  static TaskWatch on(
      Task<?> task, Set<Task<?>> skipped, Consumer<String> onStart, Consumer<TaskResult> onRetry) {
    TaskWatch watch = new TaskWatch(task, skipped);
    task.onTransition(
        transition -> {
          if (transition.to() == TaskState.RUNNING) {
            watch.start(onStart);
          } else if (transition.from() == TaskState.RUNNING) {
            watch.ended = System.nanoTime();
            if (transition.event() == TaskEvent.AGAIN) {
              watch.tell(transition.attempt() - 1, onRetry);
            }
          } else if (transition.event() == TaskEvent.RESTORE) {
            watch.restored = true;
          }
        });
    return watch;
  }

  private void start(Consumer<String> onStart) {
    if (started == null) { // by one thread at a time: attempts do not overlap
      started = System.nanoTime();
    }
    onStart.accept(task.name());
  }

  /** By its number: when this is told, the next attempt may be over. */
  private void tell(int number, Consumer<TaskResult> onRetry) {
    for (Attempt attempt : task.attempts()) {
      if (attempt.number() == number && attempt.cause() != null) {
        String why = "attempt " + number + ": " + message(attempt.cause());
        onRetry.accept(new TaskResult(task.name(), attempt.state(), attempt.duration(), why));
      }
    }
  }

  /** When the task started, as of {@link System#nanoTime}; nothing if it did not. */
  @Nullable Long started() {
    return started;
  }

  /** When the task ended, as of {@link System#nanoTime}; nothing if it did not run. */
  @Nullable Long ended() {
    return ended;
  }

  /** By the making thread. */
  TaskResult result() {
    if (restored) {
      return TaskResult.before(task.name());
    }
    Long start = started;
    Long end = ended;
    if (end == null && task.isSettled()) {
      // The state is there a moment before those who watch it are told.
      end = System.nanoTime();
    }
    Duration duration = start == null || end == null ? null : Duration.ofNanos(end - start);
    boolean isSkipped = isSkipped(task);
    Part part = isSkipped ? Part.SKIPPED : Part.WANTED;
    return new TaskResult(task.name(), task.state(), duration, why(isSkipped), part);
  }

  private String why(boolean isSkipped) {
    Outcome<?> outcome = task.outcome();
    if (outcome instanceof Outcome.Failed<?> failed) {
      Task<?> blocker = failed.cause() instanceof PrerequisiteException e ? e.prerequisite() : null;
      return blocker == null ? failure(failed.cause()) : needs(blocker);
    }
    if (outcome instanceof Outcome.Cancelled<?> cancelled) {
      Task<?> blocker = cancelled.why().blocker();
      if (blocker == null) {
        return message(cancelled.why());
      }
      return isSkipped
          ? "not needed, " + Names.quoted(blocker.name()) + " is " + shownState(blocker)
          : needs(blocker);
    }
    return "";
  }

  private String failure(Throwable cause) {
    int attempt = task.attempt();
    return message(cause) + (attempt > 1 ? ", in attempt " + attempt : "");
  }

  /**
   * Whether a task is CANCELLED since it was there for a failure that did not come, or is behind
   * one of those. What is cancelled by the rule of all other edges has a prerequisite that is
   * CANCELLED itself, so at the root of the chain stands a task that is DONE, or none.
   */
  private boolean isSkipped(Task<?> asked) {
    Task<?> next = asked;
    while (!skipped.contains(next) && next.outcome() instanceof Outcome.Cancelled<?> cancelled) {
      Task<?> blocker = cancelled.why().blocker();
      if (blocker == null) {
        return false;
      }
      next = blocker;
    }
    boolean is = skipped.contains(next) || (next != asked && next.state() == TaskState.DONE);
    if (is) {
      skipped.add(asked); // or a long chain would be walked to its root for each of its tasks
    }
    return is;
  }

  private String shownState(Task<?> blocker) {
    return isSkipped(blocker) ? "skipped" : blocker.state().name();
  }

  private static String message(Throwable reason) {
    if (reason instanceof TaskTimeoutException timeout) {
      return "timed out after " + DurationText.show(timeout.limit()) + whatBecameOf(timeout);
    }
    return reason.getMessage() == null ? reason.toString() : reason.getMessage();
  }

  /** What the function said to its end, which came too late to count. */
  private static String whatBecameOf(TaskTimeoutException timeout) {
    return Arrays.stream(timeout.getSuppressed())
        .map(late -> ", " + message(late))
        .collect(Collectors.joining());
  }

  private static String needs(Task<?> blocker) {
    return "needs " + Names.quoted(blocker.name()) + ", which is " + blocker.state();
  }
}
