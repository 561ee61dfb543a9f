package io.github.taskloom.cli.run;

import io.github.taskloom.Outcome;
import io.github.taskloom.Task;
import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskState;
import io.github.taskloom.cli.file.FailureText;
import io.github.taskloom.cli.show.TaskResult;
import io.github.taskloom.policy.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches one task to tell how long it ran and how it ended. A task that is DONE with false had
 * nothing to do.
 */
final class TaskWatch {
  private final Task<?> task;
  private final Endings endings; // by one thread at a time

  // Written by the thread that runs the task, read by those that tell how it ended.
  private volatile @Nullable Instant startedAt;
  private volatile @Nullable Long started;
  private volatile @Nullable Long ended;

  /** Whether an earlier run has DONE it. Written by the making thread. */
  private volatile boolean restored;

  private TaskWatch(Task<?> task, Endings endings) {
    this.task = task;
    this.endings = endings;
  }

  /**
   * @param endings for all watches of one making
   * @param onStart is told the name and the number of the attempt when an attempt starts, in the
   *     thread that runs it
   * @param onRetry is told an attempt that failed and is followed by another, in the same thread
   */
  static TaskWatch on(
      Task<?> task, Endings endings, ObjIntConsumer<String> onStart, Consumer<TaskResult> onRetry) {
    TaskWatch watch = new TaskWatch(task, endings);
    task.onTransition(
        transition -> {
          if (transition.to() == TaskState.RUNNING) {
            watch.start(transition.attempt(), onStart);
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

  private void start(int attempt, ObjIntConsumer<String> onStart) {
    if (started == null) { // by one thread at a time: attempts do not overlap
      startedAt = Instant.now();
      started = System.nanoTime();
    }
    onStart.accept(task.name(), attempt);
  }

  /** By its number: when this is told, the next attempt may be over. */
  private void tell(int number, Consumer<TaskResult> onRetry) {
    for (Attempt attempt : task.attempts()) {
      if (attempt.number() == number && attempt.cause() != null) {
        String why = "attempt " + number + ": " + FailureText.of(attempt.cause());
        onRetry.accept(new TaskResult(task.name(), attempt.state(), attempt.duration(), why));
      }
    }
  }

  String name() {
    return task.name();
  }

  /** When the task started; nothing if it did not. */
  @Nullable Instant startedAt() {
    return startedAt;
  }

  /** When the task started, as of {@link System#nanoTime}; nothing if it did not. */
  @Nullable Long started() {
    return started;
  }

  /** When the task ended, as of {@link System#nanoTime}; nothing if it did not run. */
  @Nullable Long ended() {
    return ended;
  }

  /** By one thread at a time of a making. */
  TaskResult result() {
    if (restored) {
      return TaskResult.before(task.name());
    }
    if (task.outcome() instanceof Outcome.Done<?> done && Boolean.FALSE.equals(done.value())) {
      return TaskResult.upToDate(task.name());
    }
    Long start = started;
    Long end = ended;
    if (end == null && task.isSettled()) {
      // The state is there a moment before those who watch it are told.
      end = System.nanoTime();
    }
    Duration duration = start == null || end == null ? null : Duration.ofNanos(end - start);
    return endings.result(task, duration);
  }
}
