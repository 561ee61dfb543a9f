package io.github.taskloom.cli.show;

import io.github.taskloom.TaskState;
import io.github.taskloom.cli.file.Names;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a task stands when the making is over, or when it has settled.
 *
 * @param name the task's
 * @param state the task's
 * @param duration from its start to its end, or null when it was not started
 * @param why the reason why it is not DONE; empty when there is none to tell
 * @param part which one it had in the run
 * @param blocker the task that kept it from running, or null: not the one that it needs itself, but
 *     where that began
 */
public record TaskResult(
    String name,
    TaskState state,
    @Nullable Duration duration,
    String why,
    Part part,
    @Nullable String blocker) {

  /** The part of a task in a run. */
  public enum Part {
    /** It was there to be made, whatever became of it. */
    WANTED,
    /** DONE by an earlier run, and left alone by this one. */
    BEFORE,
    /** DONE without having run: it had nothing to do. */
    UP_TO_DATE,
    /** It was there to be made, and its failure is none of the run. */
    ALLOWED,
    /** CANCELLED because there was no need for it, which is no failure. */
    SKIPPED
  }

  /** That of a task that was there to be made. */
  public TaskResult(String name, TaskState state, @Nullable Duration duration, String why) {
    this(name, state, duration, why, Part.WANTED, null);
  }

  /** That of a task that an earlier run has DONE. */
  public static TaskResult before(String name) {
    return new TaskResult(name, TaskState.DONE, null, "", Part.BEFORE, null);
  }

  /** That of a task that had nothing to do. */
  public static TaskResult upToDate(String name) {
    return new TaskResult(name, TaskState.DONE, null, "", Part.UP_TO_DATE, null);
  }

  /** The same with another reason. */
  public TaskResult withWhy(String other) {
    return new TaskResult(name, state, duration, other, part, blocker);
  }

  /** Whether the run has nothing to complain about here. */
  public boolean isRight() {
    return state == TaskState.DONE || isSkipped() || isAllowed();
  }

  /** Whether it has failed, and was allowed to. */
  public boolean isAllowed() {
    return part == Part.ALLOWED;
  }

  /** Whether an earlier run has DONE it. */
  public boolean isBefore() {
    return part == Part.BEFORE;
  }

  /** Whether it had nothing to do. */
  public boolean isUpToDate() {
    return part == Part.UP_TO_DATE;
  }

  /** Whether there was no need for it. */
  public boolean isSkipped() {
    return part == Part.SKIPPED;
  }

  /** Whether it ran, and FAILED. */
  public boolean hasFailed() {
    return state == TaskState.FAILED && !isBlocked();
  }

  /** Whether another task kept it from running: it has not failed itself. */
  public boolean isBlocked() {
    return blocker != null;
  }

  /** The state for people, who wonder what was cancelled or failed when nothing was. */
  String shownState() {
    if (blocker != null) {
      return "blocked by " + Names.shown(blocker);
    }
    return isSkipped() ? "skipped" : state.name() + (isAllowed() ? " (allowed)" : "");
  }

  /** That a task that is DONE has not run, as in {@code before}; empty where it has. */
  String withoutRun() {
    return switch (part) {
      case BEFORE -> "before";
      case UP_TO_DATE -> "up to date";
      case WANTED, ALLOWED, SKIPPED -> "";
    };
  }

  /** The duration for people; a dash when there is none. */
  String shownDuration() {
    return duration == null ? "-" : Durations.shown(duration);
  }

  /** One character that tells how it ended. */
  String mark() {
    if (isBlocked()) {
      return "⊘";
    }
    return switch (state) {
      case DONE -> "✔";
      case FAILED, ABORT -> "✘";
      case CANCELLED -> isSkipped() ? "○" : "⊘";
      default -> "·";
    };
  }
}
