package io.github.taskloom.benchmarks.family;

import static io.github.taskloom.benchmarks.measure.Markdown.NOTHING;
import static io.github.taskloom.benchmarks.measure.Markdown.number;

import io.github.taskloom.benchmarks.engine.Engine;
import io.github.taskloom.benchmarks.engine.Rival;
import io.github.taskloom.benchmarks.graph.Graph;
import io.github.taskloom.benchmarks.graph.Shapes;
import io.github.taskloom.benchmarks.graph.TrivialGraph;
import io.github.taskloom.benchmarks.measure.Markdown;
import io.github.taskloom.benchmarks.measure.Percentile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Many makes at once, as in a server: each caller makes a small graph of tasks that sleep. */
final class Many implements Family {
  private static final List<Integer> CALLERS = List.of(1, 10, 100, 400);

  @Override
  public String title() {
    return "Many makes at once";
  }

  @Override
  public List<String> about(Plan plan) {
    return List.of(
        "Each caller, a virtual thread, makes again and again a graph of its own: 10 tasks in layers of 4, 4 and 2, which sleep 2 to 5 ms, the same for all engines.",
        String.format(
            Locale.ROOT,
            "A round of an engine lasts %.2f s; a make is timed from the building of its graph to its end.",
            nanos(plan) / 1e9),
        "CPU is that of the whole process, its collector and compilers included, by the makes.");
  }

  @Override
  public List<Rival> rivals() {
    return List.of(
        Rival.TASKLOOM_LAYERED,
        Rival.TASKLOOM_EAGER,
        Rival.TASKLOOM_THREADS,
        Rival.SEQUENTIAL_CALLS,
        Rival.FUTURES_VIRTUAL,
        Rival.SCOPE_PER_LAYER);
  }

  @Override
  public Map<String, Graph> checked() {
    return Map.of("4, 4 and 2", graph(0));
  }

  /** The graph of a caller. */
  static Graph graph(int caller) {
    return Shapes.sleeping(
        Shapes.layers(4, 4, 2), 2_000_000, 5_000_000, TrivialGraph.SEED + caller);
  }

  @Override
  public List<Case> cases(Plan plan, Consumer<String> notes) {
    return CALLERS.stream().<Case>map(callers -> new Calling(callers, nanos(plan))).toList();
  }

  private static long nanos(Plan plan) {
    return plan.nanos(4, 0.35);
  }

  @Override
  public int rounds(boolean quick) {
    return 3;
  }

  @Override
  public String tables(Samples samples) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(
        List.of("callers", "engine", "p50 ms", "p99 ms", "CPU us/make", "bytes/make", "makes"));
    for (String title : samples.titles("")) {
      for (Rival rival : samples.rivals("", this)) {
        Stream<String> figures =
            Stream.of("p50", "p99", "cpu", "bytes", "makes")
                .map(figure -> cell(figure, samples.median("", title, rival, figure)));
        cells.add(Stream.concat(Stream.of(title, rival.title()), figures).toList());
      }
    }
    return Markdown.table(cells, 2);
  }

  private static String cell(String figure, @Nullable Double number) {
    if (number == null) {
      return NOTHING;
    }
    return figure.startsWith("p") ? String.format(Locale.ROOT, "%.2f", number) : number(number);
  }

  /** So many callers. */
  private record Calling(int callers, long nanos) implements Case {
    @Override
    public String group() {
      return "";
    }

    @Override
    public String title() {
      return Integer.toString(callers);
    }

    private Callers.Load run(Engine engine, long time) throws Exception {
      return Callers.run(engine, IntStream.range(0, callers).mapToObj(Many::graph).toList(), time);
    }

    @Override
    public void warmUp(Turn turn) throws Exception {
      Object unused = run(turn.engine(), nanos / 2);
    }

    @Override
    public Map<String, Double> measure(Turn turn) throws Exception {
      Callers.Load load = run(turn.engine(), nanos);
      double makes = load.millis().size();
      return Map.of(
          "p50",
          Percentile.of(load.millis(), 50),
          "p99",
          Percentile.of(load.millis(), 99),
          "cpu",
          load.used().cpuNanos() / 1e3 / makes,
          "bytes",
          load.used().bytes() / makes,
          "makes",
          makes);
    }
  }
}
