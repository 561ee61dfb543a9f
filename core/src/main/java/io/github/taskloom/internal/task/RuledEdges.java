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

  /** The most decisive hindrance: what fails the task, else what cancels it, else what is open. */
  static @Nullable Hindrance hindrance(TaskNode<?>[] prerequisites, Policy<?> policy) {
    List<Hindrance> all = new ArrayList<>();
    List<Hindrance> alternatives = new ArrayList<>();
    boolean anyDone = false;
    for (TaskNode<?> prerequisite : prerequisites) {
      EdgeRule rule = policy.rule(prerequisite);
      TaskStatus status = prerequisite.status();
      if (rule == EdgeRule.ANY_DONE) {
        anyDone |= status.state() == TaskState.DONE;
        alternatives.add(new Hindrance(prerequisite, status, rule));
      } else if (!isMet(rule, status.state())) {
        all.add(new Hindrance(prerequisite, status, rule));
      }
    }
    Hindrance open = firstOpen(alternatives);
    if (!anyDone && open == null) {
      Hindrance worst = worst(alternatives);
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

  private static @Nullable Hindrance firstOpen(List<Hindrance> hindrances) {
    for (Hindrance hindrance : hindrances) {
      if (!hindrance.decides()) {
        return hindrance;
      }
    }
    return null;
  }

  private static @Nullable Hindrance worst(List<Hindrance> hindrances) {
    Hindrance worst = null;
    for (Hindrance hindrance : hindrances) {
      if (worst == null || weight(hindrance) > weight(worst)) {
        worst = hindrance;
      }
    }
    return worst;
  }

  private static int weight(Hindrance hindrance) {
    if (!hindrance.decides()) {
      return 0;
    }
    return hindrance.cancels() ? 1 : 2;
  }
}
