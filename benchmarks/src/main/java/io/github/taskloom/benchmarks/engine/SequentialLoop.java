package io.github.taskloom.benchmarks.engine;

import io.github.taskloom.benchmarks.graph.Body;
import io.github.taskloom.benchmarks.graph.Graph;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.IntFunction;

/**
 * The baseline: the leanest object that has a state, run in Kahn's order by the calling thread with
 * two CAS per task. The in-degrees are counted in the run, as an engine plans in its run. Has no
 * names, results, failures or second thread; an engine that comes close has little left to gain.
 */
final class SequentialLoop implements Engine {

  @Override
  public Built build(Graph graph, IntFunction<Body> bodies) {
    Node[] nodes = Node.of(graph, bodies);
    return () -> run(nodes);
  }

  private static void run(Node[] nodes) {
    for (Node node : nodes) {
      for (Node dependent : node.dependents) {
        dependent.waiting++;
      }
    }
    Node[] queue = new Node[nodes.length];
    int tail = 0;
    for (Node node : nodes) {
      if (node.waiting == 0) {
        queue[tail++] = node;
      }
    }
    for (int head = 0; head < tail; head++) {
      Node node = queue[head];
      node.run();
      for (Node dependent : node.dependents) {
        if (--dependent.waiting == 0) {
          queue[tail++] = dependent;
        }
      }
    }
    if (tail != nodes.length) {
      throw new IllegalStateException("Only " + tail + " of " + nodes.length + " tasks ran");
    }
  }

  /** A task: 28 bytes of fields and header, and its edges. */
  private static final class Node {
    private static final VarHandle STATE =
        ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "state", VarHandle.class, Node.class, int.class);
    private static final Node[] NONE = {};

    private static final int PENDING = 0;
    private static final int RUNNING = 1;
    private static final int DONE = 2;

    private final Body body;
    private Node[] dependents = NONE;
    private int waiting;

    @SuppressWarnings("UnusedVariable") // through the handle
    private volatile int state;

    Node(Body body) {
      this.body = body;
    }

    void run() {
      if (!STATE.compareAndSet(this, PENDING, RUNNING)) {
        throw new IllegalStateException("A task ran before");
      }
      body.run();
      if (!STATE.compareAndSet(this, RUNNING, DONE)) {
        throw new IllegalStateException("A task was settled by another");
      }
    }

    static Node[] of(Graph graph, IntFunction<Body> bodies) {
      int[] counts = graph.dependentCounts();
      Node[] nodes = new Node[graph.tasks()];
      for (int task = 0; task < nodes.length; task++) {
        nodes[task] = new Node(bodies.apply(task));
        if (counts[task] > 0) {
          nodes[task].dependents = new Node[counts[task]];
        }
        for (int i = 0; i < graph.degree(task); i++) {
          int prerequisite = graph.prerequisite(task, i);
          nodes[prerequisite].dependents[--counts[prerequisite]] = nodes[task];
        }
      }
      return nodes;
    }
  }
}
