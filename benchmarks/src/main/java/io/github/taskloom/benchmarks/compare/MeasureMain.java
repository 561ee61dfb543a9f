package io.github.taskloom.benchmarks.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.taskloom.benchmarks.engine.Contender;
import java.util.List;

/** Measures one engine on some graphs; lines on the standard output. Runs in a JVM of its own. */
final class MeasureMain {
  static final String ROW = "row\t";
  static final ObjectMapper MAPPER = new ObjectMapper();

  /** What is to be measured; the only argument, as JSON. */
  record Assignment(Contender contender, List<String> graphs, Settings settings) {}

  private MeasureMain() {}

  public static void main(String[] arguments) throws JsonProcessingException {
    Assignment assignment = MAPPER.readValue(arguments[0], Assignment.class);
    Measuring measuring = new Measuring(assignment.contender(), assignment.settings());
    for (GraphCase graph : GraphCase.all(assignment.settings())) {
      if (assignment.graphs().contains(graph.id())) {
        System.out.println(ROW + MAPPER.writeValueAsString(row(measuring, assignment, graph)));
      }
    }
    System.out.flush();
    Runtime.getRuntime().halt(0); // whatever threads an engine has left behind
  }

  private static Measurement row(Measuring measuring, Assignment assignment, GraphCase graph) {
    try {
      return measuring.measure(graph);
    } catch (Exception | StackOverflowError | OutOfMemoryError e) {
      return Measurement.none(graph, assignment.contender(), "failed: " + firstLine(e));
    }
  }

  private static String firstLine(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.toString().lines().findFirst().orElse("");
  }
}
