package io.github.taskloom.internal.task;

import io.github.taskloom.CancelledException;
import io.github.taskloom.PrerequisiteException;
import io.github.taskloom.TaskState;
import io.github.taskloom.policy.EdgeRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What hinders a make from running a task of whose edges some have rules of their own. */
public final class RuledEdges {
  private RuledEdges() {}

  /** The most decisive blocker: what fails the task, else what cancels it, else what is open. */
  static @Nullable Blocker blocker(TaskNode<?>[] prerequisites, Policy<?> policy) {
    List<Blocker> all = new ArrayList<>();
    List<Blocker> alternatives = new ArrayList<>();
    boolean anyDone = false;
    for (TaskNode<?> prerequisite : prerequisites) {
      EdgeRule rule = policy.rule(prerequisite);
      TaskStatus status = prerequisite.status();
      if (rule == EdgeRule.ANY_DONE) {
        anyDone |= status.state() == TaskState.DONE;
        alternatives.add(new Blocker(prerequisite, status, rule));
      } else if (!isMet(rule, status.state())) {
        all.add(new Blocker(prerequisite, status, rule));
      }
    }
    Blocker open = firstOpen(alternatives);
    if (!anyDone && open == null) {
      Blocker worst = worst(alternatives);
      if (worst != null) {
        all.add(worst);
      }
    } else if (open != null) {
      all.add(open); // whatever became of the others: a task waits for all its edges
    }
    return worst(all);
  }

  /** Each of the alternatives has failed or was cancelled: what the others have to tell is kept. */
  static void suppressOtherAlternatives(
      TaskNode<?> failed, TaskNode<?> told, PrerequisiteException why) {
    Policy<?> policy = failed.policy();
    if (policy == null) {
      return;
    }
    for (TaskNode<?> other : failed.required()) {
      Throwable failure =
          other != told && policy.rule(other) == EdgeRule.ANY_DONE
              ? TaskResults.failure(other)
              : null;
      boolean isNotNeeded = failure instanceof CancelledException end && end.isNotNeeded();
      if (failure != null && !isNotNeeded && failure != why.getCause()) {
        Suppressed.add(why, failure);
      }
    }
  }

  /** Whether a prerequisite in a state meets its edge, by itself: an alternative, if it is DONE. */
  public static boolean isMet(EdgeRule rule, TaskState state) {
    return switch (rule) {
      case DONE, ANY_DONE -> state == TaskState.DONE;
      case COMPLETED -> state.isSettled();
      case FAILED -> state == TaskState.FAILED || state == TaskState.ABORT;
    };
  }

  private static @Nullable Blocker firstOpen(List<Blocker> blockers) {
    for (Blocker blocker : blockers) {
      if (!blocker.decides()) {
        return blocker;
      }
    }
    return null;
  }

  private static @Nullable Blocker worst(List<Blocker> blockers) {
    Blocker worst = null;
    for (Blocker blocker : blockers) {
      if (worst == null || weight(blocker) > weight(worst)) {
        worst = blocker;
      }
    }
    return worst;
  }

  private static int weight(Blocker blocker) {
    if (!blocker.decides()) {
      return 0;
    }
    return blocker.cancels() ? 1 : 2;
  }
}
