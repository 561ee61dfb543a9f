package io.github.taskloom.internal.make;

import io.github.taskloom.event.MakeEvent.AttemptStarted;
import io.github.taskloom.internal.task.Runner;
import io.github.taskloom.internal.task.TaskNode;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one make that have begun, and have not ended for all that is known here, each
 * with what was told of its begin: the event of that, or both this and what a flight recorder has
 * seen. Each is taken once, by the thread that tells of its end.
 */
final class OpenAttempts {
  /** Those whose end any thread may tell; a {@link Runner} holds the one that ends in its turn. */
  private final Map<TaskNode<?>, Object> open = new ConcurrentHashMap<>();

  /** What is held of an attempt where its event alone does not do: where none listens, say. */
  private record Seen(TaskNode<?> task, @Nullable AttemptStarted told, @Nullable Object flown) {}

  /**
   * By a worker that has claimed the task.
   *
   * @param told the event; null if none listens
   * @param flown what a flight recorder has seen; null if there is none
   * @param runner that of the turn, if it tells of the end, too; else null
   */
  void begins(
      TaskNode<?> task,
      @Nullable AttemptStarted told,
      @Nullable Object flown,
      @Nullable Runner runner) {
    Object begun = told == null || flown != null ? new Seen(task, told, flown) : told;
    if (runner != null) {
      runner.begun(begun);
    } else {
      open.put(task, begun);
    }
  }

  /** By the runner's thread: any thread may tell of the end of what it has begun, from now on. */
  void handOn(Runner runner) {
    Object begun = runner.begun();
    if (begun != null) {
      runner.begun(null);
      TaskNode<?> task =
          begun instanceof AttemptStarted started
              ? TaskNode.of(started.task())
              : ((Seen) begun).task;
      open.put(task, begun);
    }
  }

  /**
   * What is held of a task's attempt, which is not open any more.
   *
   * @param runner that of the turn; null where it comes from elsewhere
   * @return null if it has none
   */
  @Nullable Object take(TaskNode<?> task, @Nullable Runner runner) {
    Object begun = runner == null ? null : runner.begun();
    if (runner == null || begun == null) {
      return open.isEmpty() ? null : open.remove(task);
    }
    runner.begun(null);
    return begun;
  }

  /** The event of the begin; null if none was told. */
  static @Nullable AttemptStarted told(@Nullable Object begun) {
    return begun instanceof Seen seen
        ? seen.told
        : begun instanceof AttemptStarted started ? started : null;
  }

  /** What a flight recorder has seen of the begin; null if there was none. */
  static @Nullable Object flown(@Nullable Object begun) {
    return begun instanceof Seen seen ? seen.flown : null;
  }

  /** The tasks that have one, but for those that a turn ends. */
  Set<TaskNode<?>> tasks() {
    return open.keySet();
  }
}
