package io.github.taskloom.benchmarks.compare;

import io.github.taskloom.benchmarks.engine.Contender;
import io.github.taskloom.benchmarks.graph.Graph;
import io.github.taskloom.benchmarks.graph.Graph.Kind;
import io.github.taskloom.benchmarks.graph.Shapes;
import io.github.taskloom.benchmarks.graph.TrivialGraph;
import io.github.taskloom.benchmarks.graph.Workflows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A graph of the comparison.
 *
 * @param title what the table calls it
 * @param tasks about how many tasks it has; 0 if a file tells
 * @param shape makes one of about so many tasks, not more
 * @param quick whether an engine that does not survive large graphs gets still smaller ones
 * @param scaling whether it only shows how the cost of this project grows
 */
record GraphCase(
    String title, int tasks, IntFunction<Graph> shape, boolean quick, boolean scaling) {
  /** The files of recorded workflows; the table calls them by their first word. */
  private static final List<String> WORKFLOWS =
      List.of(
          "1000genome-chameleon-4ch-100k-001",
          "atacseq-dirt02-001",
          "epigenomics-chameleon-hep-1seq-100k-001",
          "srasearch-chameleon-10a-001");

  /** The graph for an engine, as large as it survives. */
  Graph graph(Contender contender) {
    return shape.apply(tasksFor(contender));
  }

  /** About how many tasks an engine gets. */
  int tasksFor(Contender contender) {
    int most = contender.traits().mostTasks();
    return Math.min(tasks, quick ? most / 10 : most);
  }

  boolean isFor(Contender contender) {
    return !scaling || contender.isScaled();
  }

  /** All graphs, in the order of the table. */
  static List<GraphCase> all(Settings settings) {
    boolean quick = settings.quick();
    List<GraphCase> cases = new ArrayList<>();
    for (TrivialGraph graph : TrivialGraph.values()) {
      cases.add(compared(quick, graph.title(), graph.tasks(quick), graph::of));
    }

    int layers = quick ? 8 : 20;
    cases.add(
        compared(
            quick,
            layers + " x 100 spin 100 us",
            layers * 100,
            size -> Shapes.each(Shapes.grid(layers, 100), Kind.SPINNING, 100_000)));
    int shorter = quick ? 5 : 20;
    cases.add(
        compared(
            quick,
            "64 chains x " + shorter + " spin",
            64 * shorter,
            size -> Shapes.uneven(Shapes.chains(64, shorter), TrivialGraph.SEED)));
    int longer = quick ? 80 : 320;
    cases.add(
        compared(
            quick,
            "4 chains x " + longer + " spin",
            4 * longer,
            size -> Shapes.uneven(Shapes.chains(4, longer), TrivialGraph.SEED)));

    cases.add(compared(quick, "sleep 20 ms", quick ? 2_000 : 10_000, size -> sleeping(size, 20)));
    cases.add(
        compared(quick, "sleep 100 ms", quick ? 5_000 : 100_000, size -> sleeping(size, 100)));
    cases.add(
        compared(
            quick,
            "1 in 100 sleeps 10 ms",
            quick ? 50_000 : 1_000_000,
            size -> Shapes.oneInHundred(Shapes.independent(size), 10_000_000)));
    addWorkflows(cases, settings);
    for (int size = 1_000; size <= (quick ? 1_000_000 : 10_000_000); size *= 10) {
      int wide = size;
      if (!quick) {
        cases.add(new GraphCase("scaling, independent", wide, Shapes::independent, false, true));
      }
      cases.add(
          new GraphCase(
              "scaling, 1,000 wide",
              wide,
              tasks -> Shapes.grid(tasks / 1_000, 1_000),
              quick,
              true));
    }
    return cases;
  }

  private static GraphCase compared(
      boolean quick, String title, int tasks, IntFunction<Graph> shape) {
    return new GraphCase(title, tasks, shape, quick, false);
  }

  private static Graph sleeping(int tasks, long millis) {
    return Shapes.each(Shapes.independent(tasks), Kind.SLEEPING, millis * 1_000_000);
  }

  private static void addWorkflows(List<GraphCase> cases, Settings settings) {
    if (settings.workflows() == null) {
      return;
    }
    boolean quick = settings.quick();
    long pathNanos = quick ? 50_000_000 : 500_000_000;
    for (String name : WORKFLOWS) {
      Path file = Path.of(settings.workflows(), name + ".json");
      if (Files.isRegularFile(file)) {
        cases.add(compared(quick, title(name), 0, size -> Workflows.read(file, pathNanos)));
      }
    }
  }

  private static String title(String workflow) {
    return workflow.substring(0, workflow.indexOf('-'));
  }

  /** The recorded workflows that are not there. */
  static List<String> missingWorkflows(List<GraphCase> cases) {
    return WORKFLOWS.stream()
        .map(GraphCase::title)
        .filter(title -> cases.stream().noneMatch(one -> one.title().equals(title)))
        .toList();
  }

  /** Tells graphs of one title apart. */
  String id() {
    return title + "/" + tasks;
  }
}
