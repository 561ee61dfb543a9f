package io.github.taskloom.model.policy;

import io.github.taskloom.model.policy.Plan.Act;
import io.github.taskloom.model.policy.Plan.Edge;
import io.github.taskloom.model.policy.Plan.Node;
import io.github.taskloom.model.policy.Plan.Rule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of each task, by the rules alone: no time passes in it but that of limits and
 * backoffs, and nothing in it depends on an order.
 */
final class Expected {
  /** The ways to settle that these graphs know. */
  enum End {
    DONE,
    FAILED,
    CANCELLED
  }

  /**
   * What became of a task.
   *
   * @param calls how often its function was called
   */
  record Fate(End end, int calls) {}

  /** Time may pass between the moment when a task begins and that when it sets its timer. */
  private static final int CLOSE_SECONDS = 5;

  private Expected() {}

  static List<Fate> of(Plan plan) {
    List<Fate> fates = new ArrayList<>();
    for (Node node : plan.nodes()) {
      End hindered = hindered(node, fates);
      fates.add(hindered != null ? new Fate(hindered, 0) : run(node));
    }
    return fates;
  }

  private static @Nullable End hindered(Node node, List<Fate> fates) {
    boolean fails = false;
    boolean cancels = false;
    boolean anyAsked = false;
    boolean anyDone = false;
    boolean anyFailed = false;
    for (Edge edge : node.edges()) {
      End end = fates.get(edge.to()).end();
      switch (edge.rule()) {
        case DONE -> {
          fails |= end == End.FAILED;
          cancels |= end == End.CANCELLED;
        }
        case COMPLETED -> {}
        case FAILED -> cancels |= end != End.FAILED;
        case ANY_DONE -> {
          anyAsked = true;
          anyDone |= end == End.DONE;
          anyFailed |= end == End.FAILED;
        }
      }
    }
    if (anyAsked && !anyDone) {
      fails |= anyFailed;
      cancels |= !anyFailed;
    }
    return fails ? End.FAILED : cancels ? End.CANCELLED : null;
  }

  private static Fate run(Node node) {
    long elapsed = 0;
    for (int call = 1; ; call++) {
      Act act = node.act(call);
      if (act == Act.SUCCEED) {
        return new Fate(End.DONE, call);
      }
      if (act == Act.CANCEL) {
        return new Fate(End.CANCELLED, call);
      }
      if (isStuck(act)) {
        elapsed += stuckFor(node, elapsed);
      }
      boolean another = call < node.attempts() && act != Act.IGNORE; // that would overlap
      elapsed += node.backoffSeconds();
      if (!another || (node.totalSeconds() > 0 && elapsed >= node.totalSeconds())) {
        return new Fate(End.FAILED, call);
      }
    }
  }

  private static boolean isStuck(Act act) {
    return act == Act.STICK || act == Act.LATE || act == Act.IGNORE;
  }

  /** Whether some seconds more or less could lead to another end. */
  static boolean isClose(Node node) {
    long elapsed = 0;
    for (int call = 1; call <= node.attempts() && node.totalSeconds() > 0; call++) {
      Act act = node.act(call);
      if (isStuck(act)) {
        elapsed += stuckFor(node, elapsed);
      }
      elapsed += node.backoffSeconds();
      if (Math.abs(elapsed - node.totalSeconds()) <= CLOSE_SECONDS) {
        return true;
      }
    }
    return false;
  }

  private static long stuckFor(Node node, long elapsed) {
    long limit = node.limitSeconds() > 0 ? node.limitSeconds() : Long.MAX_VALUE;
    long rest = node.totalSeconds() > 0 ? node.totalSeconds() - elapsed : Long.MAX_VALUE;
    return Math.min(limit, rest);
  }

  static boolean isMet(Rule rule, boolean isSettled, boolean isDone, boolean isFailed) {
    return switch (rule) {
      case DONE -> isDone;
      case COMPLETED, ANY_DONE -> isSettled;
      case FAILED -> isFailed;
    };
  }
}
