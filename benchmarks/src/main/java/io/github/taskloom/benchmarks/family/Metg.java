package io.github.taskloom.benchmarks.family;

import static io.github.taskloom.benchmarks.measure.Markdown.NOTHING;

import io.github.taskloom.benchmarks.engine.Rival;
import io.github.taskloom.benchmarks.graph.Graph;
import io.github.taskloom.benchmarks.graph.StepPattern;
import io.github.taskloom.benchmarks.graph.TrivialGraph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** The minimum effective task granularity, METG(50 %), of Task Bench. */
final class Metg implements Family {
  /** The figure: the least task in microseconds, or a bound of it. */
  static final String MICROS = "micros";

  /** The figure that tells whether the other is a bound. */
  static final String SIDE = "side";

  private static final int[] WIDTHS = {4, 64};

  @Override
  public String title() {
    return "Minimum effective task granularity, METG(50 %)";
  }

  @Override
  public List<String> about(Plan plan) {
    return List.of(
        "After Task Bench (Slaughter et al., SC 2020): microseconds of the least task by which an engine is still efficient at 50 %.",
        "Efficiency is the time in tasks (their number times the time of one) by the cores, not more than a step is wide, and the wall time of the run; the graph is built before. Where half of a core's time goes into a task, a task takes twice as much of it: that is the figure that Task Bench gives.",
        String.format(
            Locale.ROOT,
            "%d steps; the size of the tasks is bisected until it is known to %.0f %%, from 20 us down to 20 ns; the median of %d runs decides.",
            steps(plan),
            100 * (effort(plan).precision() - 1),
            effort(plan).runs()));
  }

  @Override
  public List<Rival> rivals() {
    return List.of(
        Rival.TASKLOOM_LAYERED,
        Rival.TASKLOOM_EAGER,
        Rival.FORK_JOIN,
        Rival.FUTURES_FORK_JOIN,
        Rival.VIRTUAL_THREADS);
  }

  @Override
  public Map<String, Graph> checked() {
    Map<String, Graph> graphs = new LinkedHashMap<>();
    for (int width : WIDTHS) {
      for (StepPattern pattern : StepPattern.values()) {
        graphs.put(
            pattern.title() + ", " + width + " wide", pattern.of(20, width, TrivialGraph.SEED));
      }
    }
    return graphs;
  }

  @Override
  public List<Case> cases(Plan plan, Consumer<String> notes) throws InterruptedException {
    Calibration machine = Calibration.measured();
    notes.accept(machine.toString());
    List<Case> cases = new ArrayList<>();
    for (int width : WIDTHS) {
      for (StepPattern pattern : StepPattern.values()) {
        Graph graph = pattern.of(steps(plan), width, TrivialGraph.SEED);
        cases.add(
            new Grain(pattern.title(), width, graph, machine.nanosPerIteration(), effort(plan)));
      }
    }
    return cases;
  }

  private static int steps(Plan plan) {
    return plan.quick() ? 100 : 200;
  }

  private static Grain.Effort effort(Plan plan) {
    return new Grain.Effort(3, plan.quick() ? 1.25 : 1.1, plan.nanos(1, 0.15));
  }

  @Override
  public int rounds(boolean quick) {
    return quick ? 1 : 3;
  }

  @Override
  public String tables(Samples samples) {
    return Matrix.tables(
        this, samples, (group, title, rival) -> cell(samples, group, title, rival));
  }

  private static String cell(Samples samples, String group, String title, Rival rival) {
    Double micros = samples.median(group, title, rival, MICROS);
    Double side = samples.median(group, title, rival, SIDE);
    return micros == null || side == null
        ? NOTHING
        : new Bisection.Found(micros, (int) Math.signum(side)).toString();
  }
}
