package io.github.taskloom.soak;

import io.github.taskloom.Outcome.Done;
import io.github.taskloom.Outcome.Failed;
import io.github.taskloom.PrerequisiteException;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.soak.Node.Behaviour;
import io.github.taskloom.soak.Node.Failure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;

/** A random graph, and what must hold of it after a make. */
final class Graph {
  private final Violations violations;
  private final List<Node> nodes;

  Graph(Violations violations, List<Node> nodes) {
    this.violations = violations;
    this.nodes = nodes;
  }

  /**
   * A graph.
   *
   * @param size the number of its tasks
   * @param most the most prerequisites of one
   * @param reach how far before a task its prerequisites may stand
   * @param trouble the share of tasks that do not simply succeed
   */
  static Graph random(
      Violations violations,
      RandomGenerator random,
      int size,
      int most,
      int reach,
      double trouble) {
    Behaviour[] troubles = {Behaviour.THROW, Behaviour.CANCEL, Behaviour.SLEEP, Behaviour.SLEEP};
    List<Node> nodes = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      Set<Integer> before = new HashSet<>();
      for (int wanted = i == 0 ? 0 : random.nextInt(most + 1); wanted > 0; wanted--) {
        before.add(i - 1 - random.nextInt(Math.min(i, reach)));
      }
      Behaviour behaviour =
          random.nextDouble() < trouble
              ? troubles[random.nextInt(troubles.length)]
              : Behaviour.SUCCEED;
      nodes.add(new Node(violations, i, before.stream().map(nodes::get).toList(), behaviour));
    }
    return new Graph(violations, nodes);
  }

  List<Node> nodes() {
    return nodes;
  }

  /** All tasks, or those that no other requires: a make of either is one of all. */
  List<Task<Integer>> given(boolean all) {
    return nodes.stream()
        .map(Node::task)
        .filter(task -> all || task.dependents().isEmpty())
        .toList();
  }

  /** Looks at every task after a make that was planned before any of them had settled. */
  void check(boolean cutShort) {
    check(cutShort, false);
  }

  /**
   * Looks at every task after a make.
   *
   * @param cutShort whether the make may have stopped before its end
   * @param decided whether a prerequisite may have decided a task when the make was planned,
   *     whatever became of the others
   */
  void check(boolean cutShort, boolean decided) {
    for (Node node : nodes) {
      check(node, cutShort, decided);
    }
  }

  private void check(Node node, boolean cutShort, boolean decided) {
    TaskState state = node.state();
    switch (state) {
      case DONE -> checkDone(node);
      case FAILED -> checkFailed(node);
      case CANCELLED ->
          violations.unless(cutShort || isCancelledRightly(node), "CANCELLED for no reason", node);
      case PENDING -> violations.unless(cutShort, "PENDING after a make", node);
      case PREPARE, QUEUED, RUNNING, ABORT ->
          violations.add(state + " after the make has returned: " + node);
    }
    boolean early =
        decided && state == TaskState.CANCELLED && requiresOne(node, TaskState.CANCELLED);
    if (!cutShort && !early && !node.isCancelledFromOutside()) {
      TaskState wanted =
          requiresOne(node, TaskState.FAILED)
              ? TaskState.FAILED
              : requiresOne(node, TaskState.CANCELLED) ? TaskState.CANCELLED : state;
      violations.unless(state == wanted, "Not " + wanted + " as its prerequisites say", node);
    }
  }

  private static boolean isCancelledRightly(Node node) {
    if (node.isCancelledFromOutside()) {
      return true;
    }
    return node.hasRun()
        ? node.behaviour() == Behaviour.CANCEL
        : requiresOne(node, TaskState.CANCELLED);
  }

  private void checkDone(Node node) {
    violations.unless(node.hasRun(), "DONE without a run", node);
    violations.unless(
        node.behaviour() != Behaviour.THROW && node.behaviour() != Behaviour.CANCEL,
        "DONE by a function that throws",
        node);
    violations.unless(
        node.task().outcome() instanceof Done<Integer> done && done.value() == node.number(),
        "DONE with a value that is not its own",
        node);
    violations.unless(
        node.prerequisites().stream().allMatch(other -> other.state() == TaskState.DONE),
        "DONE before its prerequisites",
        node);
  }

  private void checkFailed(Node node) {
    if (!(node.task().outcome() instanceof Failed<Integer> failed)) {
      violations.add("FAILED without a failure: " + node);
      return;
    }
    boolean explained =
        switch (failed.cause()) {
          case Failure own -> node.hasRun() && node.behaviour() == Behaviour.THROW;
          case PrerequisiteException inherited ->
              requiresOne(node, TaskState.FAILED) && !node.hasRun();
          case RejectedExecutionException rejected -> !node.hasRun();
          default -> false;
        };
    violations.unless(explained, "FAILED for another reason: " + failed.cause(), node);
  }

  private static boolean requiresOne(Node node, TaskState state) {
    return node.prerequisites().stream().anyMatch(other -> other.state() == state);
  }

  /** What is not DONE gets a new attempt, in which nothing goes wrong. */
  void heal() {
    nodes.forEach(Node::heal);
  }

  void checkAllDone() {
    for (Node node : nodes) {
      violations.unless(node.state() == TaskState.DONE, "Not DONE after a retry", node);
    }
  }
}
