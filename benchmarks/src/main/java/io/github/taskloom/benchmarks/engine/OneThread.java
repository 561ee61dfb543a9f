package io.github.taskloom.benchmarks.engine;

import io.github.taskloom.benchmarks.graph.Body;
import io.github.taskloom.benchmarks.graph.Graph;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * A prototype: what a make could cost whose plan is kept in the tasks. It knows the goals alone,
 * walks from them once along the prerequisites, and counts in each task those that are open; then
 * the calling thread runs what is ready, and follows the dependents. Two CAS per task, as in {@link
 * SequentialLoop}, which is given all tasks in a list and needs no walk.
 */
final class OneThread implements Engine {
  /** Tells the tasks of one run from those of another. */
  private static final AtomicInteger RUNS = new AtomicInteger();

  @Override
  public Built build(Graph graph, IntFunction<Body> bodies) {
    Node[] nodes = Node.of(graph, bodies);
    Node[] goals = Arrays.stream(graph.sinks()).mapToObj(sink -> nodes[sink]).toArray(Node[]::new);
    return () -> run(goals, RUNS.incrementAndGet());
  }

  private static void run(Node[] goals, int mark) {
    Nodes found = new Nodes(goals.length);
    Nodes ready = new Nodes(goals.length);
    for (Node goal : goals) {
      goal.mark = mark;
      found.add(goal);
    }
    for (int i = 0; i < found.size; i++) {
      Node node = found.all[i];
      int open = 0;
      for (Node prerequisite : node.prerequisites) {
        if (prerequisite.isOpen()) {
          open++;
          if (prerequisite.mark != mark) {
            prerequisite.mark = mark;
            found.add(prerequisite);
          }
        }
      }
      node.open = open;
      if (open == 0) {
        ready.add(node);
      }
    }
    for (int i = 0; i < ready.size; i++) {
      Node node = ready.all[i];
      node.run();
      for (Node dependent : node.dependents) {
        if (dependent.mark == mark && --dependent.open == 0) {
          ready.add(dependent);
        }
      }
    }
    if (ready.size != found.size) {
      throw new IllegalStateException("Only " + ready.size + " of " + found.size + " tasks ran");
    }
  }

  /** A list whose array is read without a call. */
  private static final class Nodes {
    private Node[] all;
    private int size;

    Nodes(int capacity) {
      all = new Node[Math.max(16, capacity)];
    }

    void add(Node node) {
      if (size == all.length) {
        all = Arrays.copyOf(all, 2 * size);
      }
      all[size++] = node;
    }
  }

  /** A task: 36 bytes of fields and header, and its edges. */
  private static final class Node {
    private static final VarHandle STATE =
        ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "state", VarHandle.class, Node.class, int.class);
    private static final Node[] NONE = {};

    private static final int PENDING = 0;
    private static final int RUNNING = 1;
    private static final int DONE = 2;

    private final Body body;
    private final Node[] prerequisites;
    private Node[] dependents = NONE;

    /** Of the prerequisites. */
    private int open;

    /** The run that has found it. */
    private int mark;

    private volatile int state; // written through the handle

    Node(Body body, Node[] prerequisites) {
      this.body = body;
      this.prerequisites = prerequisites;
    }

    boolean isOpen() {
      return state != DONE;
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
        int degree = graph.degree(task);
        Node node = new Node(bodies.apply(task), degree == 0 ? NONE : new Node[degree]);
        nodes[task] = node;
        if (counts[task] > 0) {
          node.dependents = new Node[counts[task]];
        }
        for (int i = 0; i < degree; i++) {
          int prerequisite = graph.prerequisite(task, i);
          node.prerequisites[i] = nodes[prerequisite];
          nodes[prerequisite].dependents[--counts[prerequisite]] = node;
        }
      }
      return nodes;
    }
  }
}
