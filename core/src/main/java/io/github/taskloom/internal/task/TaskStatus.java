package io.github.taskloom.internal.task;

import io.github.taskloom.TaskState;
import org.jspecify.annotations.Nullable;

/**
 * How a task stands: its state with the attempt and what belongs to it, read in one look.
 * Immutable, and one reference, so one CAS publishes all of it: a thread that sees FAILED sees why.
 * A task that is not observed, in its first attempt and with no detail, points at an instance that
 * all tasks share: it costs no memory of its own.
 */
@SuppressWarnings("EnumOrdinal") // one look into an array for each transition of a plain task
public final class TaskStatus {
  private static final TaskStatus[] PLAIN = new TaskStatus[TaskState.values().length];

  static {
    for (TaskState state : TaskState.values()) {
      PLAIN[state.ordinal()] = new TaskStatus(state, 1, 0, null);
    }
  }

  private final TaskState state;
  private final int attempt;
  private final long sequence;
  private final @Nullable Object detail;

  private TaskStatus(TaskState state, int attempt, long sequence, @Nullable Object detail) {
    this.state = state;
    this.attempt = attempt;
    this.sequence = sequence;
    this.detail = detail;
  }

  /** In the first attempt; shared. */
  static TaskStatus plain(TaskState state) {
    return PLAIN[state.ordinal()];
  }

  /** In the first attempt, of a task that is not observed; an instance of its own. */
  static TaskStatus plain(TaskState state, Object detail) {
    return new TaskStatus(state, 1, 0, detail);
  }

  /** After a transition to a state; numbered if the task is observed, or was numbered before. */
  TaskStatus next(TaskState to, boolean opensAttempt, boolean observed, @Nullable Object why) {
    boolean numbered = observed || sequence > 0;
    int nextAttempt = attempt + (opensAttempt ? 1 : 0);
    if (!numbered && nextAttempt == 1 && why == null) {
      return plain(to);
    }
    return new TaskStatus(to, nextAttempt, numbered ? sequence + 1 : 0, why);
  }

  /**
   * The same state and attempt with another detail: always a new instance, even with an equal
   * detail.
   */
  TaskStatus withDetail(@Nullable Object other) {
    return new TaskStatus(state, attempt, sequence, other);
  }

  public TaskState state() {
    return state;
  }

  /** Counted from 1. */
  public int attempt() {
    return attempt;
  }

  /** Of the transition that led here, counted from the first that was observed; 0 before. */
  public long sequence() {
    return sequence;
  }

  /** What belongs to the state, as the table in {@link TaskNode} says; may be null. */
  public @Nullable Object detail() {
    return detail;
  }

  boolean isRunningIn(int other) {
    return state == TaskState.RUNNING && attempt == other;
  }

  boolean isAskedToEndIn(int other) {
    return attempt == other && detail instanceof CancelRequest;
  }

  /** Whether it is of the first attempt of a task that was never observed. */
  boolean isPlain() {
    return sequence == 0 && attempt == 1;
  }

  @Override
  public String toString() {
    return state.name()
        + (attempt == 1 ? "" : ", attempt " + attempt)
        + (detail == null ? "" : ", " + detail);
  }
}
