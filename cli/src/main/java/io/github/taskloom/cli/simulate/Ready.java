package io.github.taskloom.cli.simulate;

import io.github.taskloom.cli.simulate.Chains.Chain;

/** What can be handed out, and how that grows as results come in. */
final class Ready {
  private final Graph graph;
  private final boolean isLayered;
  private final Chain tasks;

  /** By task, how many of those that it needs have not ended; empty where layers decide. */
  private final int[] open;

  /** The layer at work, and how many of its tasks have not ended; of the eager order all tasks. */
  private int layer;

  private int left;

  Ready(Graph graph, boolean isLayered, Chain tasks) {
    this.graph = graph;
    this.isLayered = isLayered;
    this.tasks = tasks;
    open = new int[isLayered ? 0 : graph.size()];
    for (int task = 0; task < open.length; task++) {
      open[task] = graph.needs(task);
    }
    left = graph.size();
    addLayer();
  }

  Chain tasks() {
    return tasks;
  }

  boolean isDone() {
    return left == 0;
  }

  void settled(int task) {
    left--;
    if (!isLayered) {
      for (int i = 0; i < graph.dependents(task); i++) {
        int dependent = graph.dependent(task, i);
        if (--open[dependent] == 0) {
          tasks.add(dependent);
        }
      }
    } else if (left == 0 && ++layer < graph.layering().layers()) {
      addLayer();
    }
  }

  private void addLayer() {
    Layering layering = graph.layering();
    int from = layering.first(layer);
    int to = layering.first(layer + 1);
    for (int copy = 0; copy < graph.copies(); copy++) {
      for (int at = from; at < to; at++) {
        tasks.add(copy * graph.steps() + layering.step(at));
      }
    }
    if (isLayered) {
      left = (to - from) * graph.copies();
    }
  }
}
