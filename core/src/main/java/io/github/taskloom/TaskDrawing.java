package io.github.taskloom;

import io.github.taskloom.internal.dot.Digraph;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Draws tasks: ids in the order of insertion, so two drawings of the same states are equal. */
final class TaskDrawing {
  private final Digraph graph;
  private final IdentityHashMap<BaseTask, String> ids = new IdentityHashMap<>();
  private final Map<String, BaseTask> inOrder = new LinkedHashMap<>();

  private TaskDrawing(Drawing how) {
    graph = new Digraph(how.name());
  }

  static String draw(Collection<? extends BaseTask> tasks, Drawing how) {
    TaskDrawing drawing = new TaskDrawing(how);
    Deque<BaseTask> open = new ArrayDeque<>(tasks);
    for (BaseTask task = open.poll(); task != null; task = open.poll()) {
      if (drawing.add(task) && how.followsBlocking()) {
        open.addAll(task.blocking());
      }
    }
    return drawing.end();
  }

  private boolean add(BaseTask task) {
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
          boolean set = task.status().isSet();
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
    inOrder.forEach(
        (id, task) -> {
          for (BaseTask blocked : task.blocking()) {
            String blockedId = ids.get(blocked);
            if (blockedId != null) {
              graph.edge(id, blockedId, Map.of());
            }
          }
        });
    return graph.end();
  }
}
