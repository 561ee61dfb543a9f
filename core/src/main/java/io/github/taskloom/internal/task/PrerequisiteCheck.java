package io.github.taskloom.internal.task;

import io.github.taskloom.TaskState;
import io.github.taskloom.policy.EdgeRule;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * How the prerequisites of a task stood, each at one look, for what runs the task by itself: a
 * dispatch, or a queue. All that these say of a task comes from here, so they agree.
 *
 * <p>A prerequisite that has not settled blocks, whatever its rule. One that has settled blocks if
 * its edge is not met, unless it is ABORT: then it aborts the task, once no other is open. Of
 * alternatives those that settled in vain block once none is open and none is DONE.
 */
public final class PrerequisiteCheck {
  private final TaskNode<?>[] prerequisites;
  private final TaskStatus[] statuses;
  private final @Nullable Policy<?> ruled;

  // Of all prerequisites, and of those that are alternatives.
  private int open;
  private int openAlternatives;
  private boolean anyAlternativeDone;

  private PrerequisiteCheck(TaskNode<?>[] prerequisites, @Nullable Policy<?> policy) {
    this.prerequisites = prerequisites;
    this.ruled = policy != null && policy.hasRules() ? policy : null;
    this.statuses = new TaskStatus[prerequisites.length];
    for (int i = 0; i < prerequisites.length; i++) {
      statuses[i] = prerequisites[i].status();
      boolean settled = state(i).isSettled();
      open += settled ? 0 : 1;
      if (ruled != null && rule(i) == EdgeRule.ANY_DONE) {
        openAlternatives += settled ? 0 : 1;
        anyAlternativeDone |= state(i) == TaskState.DONE;
      }
    }
  }

  public static PrerequisiteCheck of(TaskNode<?> task) {
    return of(task, task.required());
  }

  /** Of prerequisites that were read before; not to be written to. */
  public static PrerequisiteCheck of(TaskNode<?> task, TaskNode<?>[] prerequisites) {
    return new PrerequisiteCheck(prerequisites, task.policy());
  }

  /** The prerequisite that aborts the task if it is dispatched now; null if none does. */
  @Nullable TaskNode<?> aborting() {
    return open > 0 ? null : firstAborted();
  }

  /** The first prerequisite that blocks the task; null if none does, since it may run or abort. */
  @Nullable Blocker blocker() {
    if (aborting() != null) {
      return null;
    }
    int first = nextBlocker(0);
    return first < 0 ? null : new Blocker(prerequisites[first], statuses[first], rule(first));
  }

  /** The prerequisites that block the task, in order. */
  List<TaskNode<?>> blockers() {
    List<TaskNode<?>> blockers = new ArrayList<>();
    if (aborting() == null) {
      for (int i = nextBlocker(0); i >= 0; i = nextBlocker(i + 1)) {
        blockers.add(prerequisites[i]);
      }
    }
    return blockers;
  }

  public boolean isBlocked() {
    return aborting() == null && nextBlocker(0) >= 0;
  }

  /**
   * Whether a task that is blocked may become free, or be aborted, without anything else being
   * done: all open prerequisites settle by themselves, and none that has settled blocks it.
   */
  public boolean isHopeful() {
    for (TaskStatus status : statuses) {
      if (!status.state().isSettled() && !moves(status)) {
        return false;
      }
    }
    return firstAborted() != null || !isLost();
  }

  /** Whether a task that is not settled is on its way to that, without anything else being done. */
  public static boolean moves(TaskStatus status) {
    return status.state() == TaskState.RUNNING
        || status.state() == TaskState.QUEUED
        || isBetweenAttempts(status);
  }

  /** Whether a make has a task whose last attempt has failed, and is to begin the next one. */
  public static boolean isBetweenAttempts(TaskStatus status) {
    return status.state() == TaskState.PENDING
        && status.detail() instanceof Backoff backoff
        && !backoff.owner().isGivenUp();
  }

  /**
   * One of the prerequisites that are not settled: before it has, the task is not free, under any
   * rule. An alternative if one is open; null if all have settled.
   *
   * <p>A random one: when the chosen one settles the task is looked at, and another is chosen. In
   * whatever order n of them settle, that is so about log n times.
   */
  public @Nullable TaskNode<?> anyOpen() {
    int candidates = openAlternatives > 0 ? openAlternatives : open;
    int skip = candidates > 1 ? ThreadLocalRandom.current().nextInt(candidates) : 0;
    for (int i = 0; i < statuses.length; i++) {
      if (!state(i).isSettled()
          && (openAlternatives == 0 || rule(i) == EdgeRule.ANY_DONE)
          && skip-- == 0) {
        return prerequisites[i];
      }
    }
    return null;
  }

  private boolean isLost() {
    for (int i = nextBlocker(0); i >= 0; i = nextBlocker(i + 1)) {
      if (state(i).isSettled()) {
        return true;
      }
    }
    return false;
  }

  private @Nullable TaskNode<?> firstAborted() {
    for (int i = 0; i < statuses.length; i++) {
      if (state(i) == TaskState.ABORT
          && (rule(i) == EdgeRule.ANY_DONE
              ? !anyAlternativeDone
              : !RuledEdges.isMet(rule(i), TaskState.ABORT))) {
        return prerequisites[i];
      }
    }
    return null;
  }

  /** The position of the next that blocks, from a position on; -1 if there is none. */
  private int nextBlocker(int from) {
    for (int i = from; i < statuses.length; i++) {
      TaskState state = state(i);
      boolean blocks =
          !state.isSettled()
              || (rule(i) == EdgeRule.ANY_DONE
                  ? !anyAlternativeDone && openAlternatives == 0
                  : !RuledEdges.isMet(rule(i), state));
      if (blocks && state != TaskState.ABORT) {
        return i;
      }
    }
    return -1;
  }

  private TaskState state(int position) {
    return statuses[position].state();
  }

  private EdgeRule rule(int position) {
    return ruled == null ? EdgeRule.DONE : ruled.rule(prerequisites[position]);
  }
}
