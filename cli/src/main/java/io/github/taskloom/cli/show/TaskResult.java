package io.github.taskloom.cli.show;

import io.github.taskloom.TaskState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a task stands when the making is over, or when it has settled.
 *
 * @param name the task's
 * @param state the task's
 * @param duration from its start to its end, or null when it was not started
 * @param why the reason why it is not DONE; empty when there is none to tell
 * @param skipped whether it is CANCELLED because there was no need for it, which is no failure
 */
public record TaskResult(
    String name, TaskState state, @Nullable Duration duration, String why, boolean skipped) {

  /** That of a task that was not skipped. */
  public TaskResult(String name, TaskState state, @Nullable Duration duration, String why) {
    this(name, state, duration, why, false);
  }

  /** Whether the run has nothing to complain about here. */
  public boolean isRight() {
    return state == TaskState.DONE || skipped;
  }

  /** The state for people, who wonder what was cancelled when nothing was. */
  String shownState() {
    return skipped ? "skipped" : state.name();
  }

  /** The duration for people; a dash when there is none. */
  String shownDuration() {
    return duration == null ? "-" : Durations.shown(duration);
  }

  /** One character that tells how it ended. */
  String mark() {
    return switch (state) {
      case DONE -> "✔";
      case FAILED, ABORT -> "✘";
      case CANCELLED -> skipped ? "○" : "⊘";
      default -> "·";
    };
  }
}
