package io.github.taskloom.internal.task;

import io.github.taskloom.BaseTask;
import io.github.taskloom.Drawing;
import io.github.taskloom.TaskState;
import io.github.taskloom.TaskView;
import io.github.taskloom.internal.dot.Digraph;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Draws tasks: ids in the order of insertion, so two drawings of the same states are equal. */
public final class TaskDrawing {
  private final Digraph graph;
  private final IdentityHashMap<TaskView, String> ids = new IdentityHashMap<>();
  private final Map<String, TaskView> inOrder = new LinkedHashMap<>();

  private TaskDrawing(Drawing how) {
    graph = new Digraph(how.name());
  }

  public static String draw(Collection<? extends TaskView> tasks, Drawing how) {
    TaskDrawing drawing = new TaskDrawing(how);
    Deque<TaskView> open = new ArrayDeque<>(tasks);
    for (TaskView task = open.poll(); task != null; task = open.poll()) {
      if (drawing.add(task) && how.followsBlocking()) {
        open.addAll(task.blocking());
      }
    }
    return drawing.end();
  }

  private boolean add(TaskView task) {
    String id = "n" + ids.size();
    boolean added = ids.putIfAbsent(task, id) == null;
    if (added) {
      inOrder.put(id, task);
    }
    return added;
  }

  private String end() {
    graph.defaults("node", Digraph.attributes("shape", "box", "style", "filled"));
    inOrder.forEach(
        (id, task) -> {
          boolean set = !(task instanceof BaseTask machine) || machine.status().isSet();
          TaskState state = set ? task.state() : TaskState.PREPARE;
          graph.node(
              id,
              Digraph.attributes(
                  "label",
                  task.name() + "\n" + (set ? state : "no state yet"),
                  "fillcolor",
                  state.colour(),
                  "fontcolor",
                  state == TaskState.ABORT ? "white" : "black"));
        });
    edges().forEach((id, blocked) -> blocked.forEach(other -> graph.edge(id, other, Map.of())));
    return graph.end();
  }

  /** From both ends: a prerequisite that is settled may have let go of a dependent. */
  private Map<String, Set<String>> edges() {
    Map<String, Set<String>> edges = new LinkedHashMap<>();
    inOrder.keySet().forEach(id -> edges.put(id, new LinkedHashSet<>()));
    inOrder.forEach((id, task) -> task.blocking().forEach(other -> add(edges, id, ids.get(other))));
    inOrder.forEach(
        (id, task) -> {
          if (task instanceof TaskNode<?> node) {
            for (TaskNode<?> prerequisite : node.required()) {
              add(edges, ids.get(prerequisite), id);
            }
          }
        });
    return edges;
  }

  private static void add(
      Map<String, Set<String>> edges, @Nullable String from, @Nullable String to) {
    Set<String> known = from == null ? null : edges.get(from);
    if (known != null && to != null) { // else an end that is not drawn
      known.add(to);
    }
  }
}
