package io.github.taskloom.internal.task;

import io.github.taskloom.BlockedException;
import io.github.taskloom.CancelledException;
import io.github.taskloom.PrerequisiteException;
import io.github.taskloom.TaskState;
import io.github.taskloom.policy.EdgeRule;
import org.jspecify.annotations.Nullable;

/**
 * The prerequisite that decides that a task cannot run now, as it stood when it was looked at.
 *
 * @param task the prerequisite
 * @param status how it stood
 * @param rule that of the edge
 */
public record Blocker(TaskNode<?> task, TaskStatus status, EdgeRule rule) {

  /**
   * Looks at prerequisites as {@code make} does: one that is FAILED or ABORT decides, else one that
   * is CANCELLED, else one that is not settled; null when all are DONE. For edges with other rules
   * see {@link EdgeRule}.
   */
  public static @Nullable Blocker among(TaskNode<?> task) {
    Policy<?> policy = task.policy();
    return policy == null || !policy.hasRules()
        ? among(task.required())
        : RuledEdges.blocker(task.required(), policy);
  }

  private static @Nullable Blocker among(TaskNode<?>[] prerequisites) {
    Blocker worst = null;
    for (TaskNode<?> prerequisite : prerequisites) {
      TaskStatus status = prerequisite.status();
      TaskState state = status.state();
      if (state == TaskState.DONE) {
        continue;
      }
      if (state == TaskState.FAILED || state == TaskState.ABORT) {
        return new Blocker(prerequisite, status, EdgeRule.DONE);
      }
      if (worst == null || (state == TaskState.CANCELLED && worst.state() != TaskState.CANCELLED)) {
        worst = new Blocker(prerequisite, status, EdgeRule.DONE);
      }
    }
    return worst;
  }

  TaskState state() {
    return status.state();
  }

  /** Says that it blocks a task that was to be dispatched. */
  BlockedException asRefusal(TaskNode<?> blocked) {
    return new BlockedException(blocked, /* blocker= */ task, state(), failure());
  }

  /** What it fails a task with. */
  public PrerequisiteException asFailure(TaskNode<?> failed) {
    PrerequisiteException why =
        new PrerequisiteException(failed, /* prerequisite= */ task, state(), failure());
    if (rule == EdgeRule.ANY_DONE) {
      RuledEdges.suppressOtherAlternatives(failed, task, why);
    }
    return why;
  }

  private @Nullable Throwable failure() {
    return status.detail() instanceof Throwable thrown ? thrown : null;
  }

  /** Why it cancels a task. */
  public CancelledException asCancellation(TaskNode<?> cancelled) {
    if (rule == EdgeRule.FAILED) {
      String why =
          cancelled.name()
              + " is not needed: it is for a failure of "
              + task.name()
              + ", which is "
              + state();
      return new CancelledException(cancelled, /* blocker= */ task, why, true, null);
    }
    boolean notNeeded = failure() instanceof CancelledException why && why.isNotNeeded();
    String why = cancelled.name() + " is cancelled since its prerequisite " + task.name() + " is";
    return new CancelledException(cancelled, /* blocker= */ task, why, notNeeded, null);
  }

  /** Whether it settles a task that requires it. */
  public boolean decides() {
    return status.state().isSettled();
  }

  /** Whether what it settles is CANCELLED, not FAILED. */
  public boolean cancels() {
    return state() == TaskState.CANCELLED || rule == EdgeRule.FAILED;
  }
}
