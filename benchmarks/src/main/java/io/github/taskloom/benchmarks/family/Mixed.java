package io.github.taskloom.benchmarks.family;

import static io.github.taskloom.benchmarks.measure.Markdown.number;
import static io.github.taskloom.benchmarks.measure.Markdown.range;

import io.github.taskloom.benchmarks.engine.Rival;
import io.github.taskloom.benchmarks.graph.Graph;
import io.github.taskloom.benchmarks.graph.TrivialGraph;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Trivial tasks in all shapes, one after another in one JVM, as a program has them that lives. */
final class Mixed implements Family {
  /** The figure: nanoseconds of a run by its tasks. */
  static final String NANOS = "nanos";

  /** The figure: the time of a run to the sequential loop's. */
  static final String RATIO = "ratio";

  private static final int CHECKED_TASKS = 3_000;

  @Override
  public String title() {
    return "Trivial tasks in all shapes, in one JVM";
  }

  @Override
  public List<String> about(Plan plan) {
    return List.of(
        "Every engine has been warmed up on every shape before the first figure is taken, and each round has all shapes: no compiler knows one shape alone, as it does where each engine and graph has a JVM of its own.",
        "A ratio is the time of a run to that of the sequential loop on the same graph just before it, in brackets the least and the greatest; the graph is built before, but for CompletableFuture on the common pool, where tasks begin while others are built.",
        String.format(
            Locale.ROOT,
            "A round of an engine and shape lasts %.2f s, one run of both at least.",
            nanos(plan) / 1e9),
        "The prototype is no engine: it shows what a plan costs that is kept in the tasks themselves, on one thread, without names, results, failures and cancellation.");
  }

  @Override
  public List<Rival> rivals() {
    return List.of(
        Rival.SEQUENTIAL,
        Rival.ONE_THREAD,
        Rival.TASKLOOM_LAYERED,
        Rival.TASKLOOM_EAGER,
        Rival.FORK_JOIN,
        Rival.FUTURES_ONE,
        Rival.FUTURES_FORK_JOIN,
        Rival.FUTURES_COMMON);
  }

  @Override
  public Map<String, Graph> checked() {
    Map<String, Graph> graphs = new LinkedHashMap<>();
    for (TrivialGraph shape : TrivialGraph.values()) {
      graphs.put(shape.title() + ", larger", shape.of(CHECKED_TASKS));
    }
    return graphs;
  }

  @Override
  public List<Case> cases(Plan plan, Consumer<String> notes) {
    return Stream.of(TrivialGraph.values())
        .<Case>map(
            shape ->
                new TrivialMake(shape.title(), shape.of(shape.tasks(plan.quick())), nanos(plan)))
        .toList();
  }

  private static long nanos(Plan plan) {
    return plan.nanos(0.4, 0.08);
  }

  @Override
  public boolean mixesCases() {
    return true;
  }

  @Override
  public int rounds(boolean quick) {
    return quick ? 3 : 5;
  }

  @Override
  public String tables(Samples samples) {
    return samples.groups().isEmpty()
        ? ""
        : Matrix.table(
                "Ratio to the sequential loop",
                this,
                samples,
                "",
                (group, title, rival) -> range(samples.range(group, title, rival, RATIO)))
            + Matrix.table(
                "Nanoseconds of a task",
                this,
                samples,
                "",
                (group, title, rival) -> number(samples.median(group, title, rival, NANOS)));
  }
}
