package io.github.taskloom.internal.make;

import io.github.taskloom.internal.plan.Dependents;
import io.github.taskloom.internal.plan.Layers;
import io.github.taskloom.internal.task.TaskNode;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * How large a planned graph is.
 *
 * @param tasks how many are to be settled
 * @param edges how many times one of them requires another one of them
 * @param layers the longest chain of them
 */
record PlanSize(int tasks, long edges, int layers) {

  /** Of a plan by layers. */
  static PlanSize of(Plan<Layers<TaskNode<?>>> plan) {
    // What a decided task requires beside the one that has decided it is not planned.
    Set<TaskNode<?>> decided = Collections.newSetFromMap(new IdentityHashMap<>());
    plan.decided().forEach(decision -> decided.add(decision.task()));
    Layers<TaskNode<?>> graph = plan.graph();
    int tasks = 0;
    long edges = 0;
    for (int layer = 0; layer < graph.count(); layer++) {
      for (int position = graph.start(layer); position < graph.end(layer); position++) {
        tasks++;
        TaskNode<?> task = graph.node(position);
        if (!decided.contains(task)) {
          edges += openPrerequisites(task);
        }
      }
    }
    return new PlanSize(tasks, edges, graph.count());
  }

  private static int openPrerequisites(TaskNode<?> task) {
    int open = 0;
    for (TaskNode<?> required : task.required()) {
      if (!required.isSettled()) {
        open++;
      }
    }
    return open;
  }

  /** Of a plan by who depends on whom: counts the layers by going through it as an eager make. */
  static PlanSize of(Dependents<TaskNode<?>> graph) {
    int size = graph.size();
    int[] open = new int[size];
    int[] layerOf = new int[size];
    int[] queue = new int[size];
    int queued = 0;
    for (int position = 0; position < size; position++) {
      open[position] = graph.required(position);
    }
    for (int i = 0; i < graph.firstCount(); i++) {
      queue[queued++] = graph.first(i);
    }
    int layers = 0;
    for (int i = 0; i < queued; i++) {
      int position = queue[i];
      int layer = layerOf[position] + 1;
      layers = Math.max(layers, layer);
      for (int j = graph.start(position); j < graph.start(position + 1); j++) {
        int dependent = graph.target(j);
        layerOf[dependent] = Math.max(layerOf[dependent], layer);
        if (--open[dependent] == 0) {
          queue[queued++] = dependent;
        }
      }
    }
    return new PlanSize(size, graph.start(size), layers);
  }
}
