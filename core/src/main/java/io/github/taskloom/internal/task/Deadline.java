package io.github.taskloom.internal.task;

import io.github.taskloom.TaskTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When an attempt has to be over.
 *
 * @param left how much time it has from its begin on
 * @param limit what that is left of, as the user has said it
 * @param of whose limit it is
 */
public record Deadline(Duration left, Duration limit, Of of) {

  /** Whose limit. */
  public enum Of {
    ATTEMPT,
    ALL_ATTEMPTS,
    MAKE
  }

  /** The one that is over first; the former of two at the same time. */
  static Deadline earlier(@Nullable Deadline one, Deadline other) {
    return one != null && one.left.compareTo(other.left) <= 0 ? one : other;
  }

  /** Says that a task, which runs on this thread, has exceeded it. */
  public TaskTimeoutException timeoutOf(TaskNode<?> task, Thread stuck) {
    return new TaskTimeoutException(
        task, task.name() + " " + exceeded(), limit, stuck, of == Of.MAKE);
  }

  /** The words for it. */
  String exceeded() {
    return switch (of) {
      case ATTEMPT -> "took longer than its limit of " + limit;
      case ALL_ATTEMPTS -> "took longer than its limit of " + limit + " for all attempts";
      case MAKE -> "still ran when the time of its make, " + limit + ", was up";
    };
  }
}
