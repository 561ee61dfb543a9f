package io.github.taskloom.benchmarks.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Recorded executions of workflows in the format of WfCommons (WfFormat 1.5). */
public final class Workflows {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Workflows() {}

  /**
   * Reads an execution: each task sleeps for its recorded time, all shortened alike.
   *
   * @param pathNanos what the critical path is shortened to
   */
  public static Graph read(Path file, long pathNanos) {
    try {
      JsonNode workflow = MAPPER.readTree(file.toFile()).required("workflow");
      Map<String, Double> seconds = new HashMap<>();
      for (JsonNode task : workflow.required("execution").required("tasks")) {
        seconds.put(task.required("id").asText(), task.required("runtimeInSeconds").asDouble());
      }
      return graph(workflow.required("specification").required("tasks"), seconds, pathNanos);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": " + e.getMessage(), e);
    }
  }

  private static Graph graph(JsonNode tasks, Map<String, Double> seconds, long pathNanos) {
    Map<String, List<String>> parents = new HashMap<>();
    Map<String, List<String>> children = new HashMap<>();
    ArrayDeque<String> ready = new ArrayDeque<>();
    for (JsonNode task : tasks) {
      String id = task.required("id").asText();
      List<String> needs = new ArrayList<>();
      for (JsonNode parent : task.required("parents")) {
        needs.add(parent.asText());
        children.computeIfAbsent(parent.asText(), any -> new ArrayList<>()).add(id);
      }
      parents.put(id, needs);
      if (needs.isEmpty()) {
        ready.add(id);
      }
    }
    // Kahn's order, since numbers of prerequisites are to be lower.
    Map<String, Integer> waiting = new HashMap<>();
    parents.forEach((id, needs) -> waiting.put(id, needs.size()));
    List<String> order = new ArrayList<>();
    Map<String, Integer> numbers = new HashMap<>();
    while (!ready.isEmpty()) {
      String id = ready.remove();
      numbers.put(id, order.size());
      order.add(id);
      for (String child : children.getOrDefault(id, List.of())) {
        if (waiting.merge(child, -1, Integer::sum) == 0) {
          ready.add(child);
        }
      }
    }
    Graph graph =
        Graph.of(
            order.size(),
            task ->
                Objects.requireNonNull(parents.get(order.get(task))).stream()
                    .mapToInt(id -> Objects.requireNonNull(numbers.get(id)))
                    .toArray());
    long[] nanos =
        order.stream().mapToLong(id -> (long) (seconds.getOrDefault(id, 0.0) * 1e9)).toArray();
    double speedup = (double) graph.taking(Graph.Kind.SLEEPING, nanos).pathNanos() / pathNanos;
    for (int task = 0; task < nanos.length; task++) {
      nanos[task] = (long) (nanos[task] / speedup);
    }
    return graph.taking(Graph.Kind.SLEEPING, nanos);
  }
}
