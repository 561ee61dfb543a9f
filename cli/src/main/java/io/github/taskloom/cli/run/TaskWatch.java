package io.github.taskloom.cli.run;

import io.github.taskloom.BlockedException;
import io.github.taskloom.Outcome;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.cli.file.Names;
import io.github.taskloom.cli.show.TaskResult;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Watches one task to tell how long it ran and how it ended. */
final class TaskWatch {
  private final Task<?> task;

  // Written by the thread that runs the task, read by the making thread.
  private volatile @Nullable Long started;
  private volatile @Nullable Long ended;

  private TaskWatch(Task<?> task) {
    this.task = task;
  }

  /**
   * @param onStart is told when the task starts, in the thread that runs it
   */
  static TaskWatch on(Task<?> task, Consumer<Task<?>> onStart) {
    TaskWatch watch = new TaskWatch(task);
    task.onTransition(
        transition -> {
          if (transition.to() == TaskState.RUNNING) {
            watch.started = System.nanoTime();
            onStart.accept(task);
          } else if (transition.from() == TaskState.RUNNING) {
            watch.ended = System.nanoTime();
          }
        });
    return watch;
  }

  /** When the task started, as of {@link System#nanoTime}; nothing if it did not. */
  @Nullable Long started() {
    return started;
  }

  /** When the task ended, as of {@link System#nanoTime}; nothing if it did not run. */
  @Nullable Long ended() {
    return ended;
  }

  TaskResult result() {
    Long start = started;
    Long end = ended;
    if (end == null && task.isSettled()) {
      // The state is there a moment before those who watch it are told.
      end = System.nanoTime();
    }
    Duration duration = start == null || end == null ? null : Duration.ofNanos(end - start);
    return new TaskResult(task.name(), task.state(), duration, why());
  }

  private String why() {
    Outcome<?> outcome = task.outcome();
    if (outcome instanceof Outcome.Failed<?> failed) {
      Task<?> blocker = failed.cause() instanceof BlockedException e ? e.blocker() : null;
      return blocker == null ? message(failed.cause()) : needs(blocker);
    }
    if (outcome instanceof Outcome.Cancelled<?> cancelled) {
      Task<?> blocker = cancelled.why().blocker();
      return blocker == null ? message(cancelled.why()) : needs(blocker);
    }
    return "";
  }

  private static String message(Throwable reason) {
    return reason.getMessage() == null ? reason.toString() : reason.getMessage();
  }

  private static String needs(Task<?> blocker) {
    return "needs " + Names.quoted(blocker.name()) + ", which is " + blocker.state();
  }
}
