package io.github.taskloom.benchmarks.family;

import io.github.taskloom.benchmarks.engine.Engine;
import io.github.taskloom.benchmarks.graph.Arithmetic;
import io.github.taskloom.benchmarks.graph.Graph;
import java.util.Arrays;
import java.util.Map;

/**
 * The least task by which an engine still keeps the cores at work half of the time, on a graph of
 * steps.
 *
 * @param title the pattern
 * @param width of a step
 * @param graph the graph
 * @param nanosPerIteration of the body
 * @param effort how often and how closely it is looked
 */
record Grain(String title, int width, Graph graph, double nanosPerIteration, Effort effort)
    implements Case {
  private static final double LEAST_NANOS = 20;
  private static final double MOST_NANOS = 20_000;
  private static final double EFFICIENT = 0.5;

  /**
   * How much is done for a figure.
   *
   * @param runs of which the median decides
   * @param precision the ratio at most of a task that is efficient to one that is not
   * @param warmUpNanos how long the engine runs before
   */
  record Effort(int runs, double precision, long warmUpNanos) {}

  @Override
  public String group() {
    return width + " wide";
  }

  @Override
  public void warmUp(Turn turn) throws Exception {
    long begin = System.nanoTime();
    do {
      long unused = run(turn.engine(), iterations(LEAST_NANOS));
      unused = run(turn.engine(), iterations(MOST_NANOS / 20));
    } while (System.nanoTime() - begin < effort.warmUpNanos());
  }

  @Override
  public Map<String, Double> measure(Turn turn) throws Exception {
    Bisection.Found found =
        Bisection.least(
            LEAST_NANOS,
            MOST_NANOS,
            effort.precision(),
            nanos -> efficiency(turn.engine(), nanos) >= EFFICIENT);
    return Map.of(Metg.MICROS, found.number() / 1e3, Metg.SIDE, (double) found.side());
  }

  private double efficiency(Engine engine, double taskNanos) throws Exception {
    int iterations = iterations(taskNanos);
    double[] walls = new double[effort.runs()];
    for (int i = 0; i < walls.length; i++) {
      walls[i] = run(engine, iterations);
    }
    Arrays.sort(walls);
    int cores = Math.min(width, Runtime.getRuntime().availableProcessors());
    return efficiency(
        graph.tasks(), iterations * nanosPerIteration, cores, walls[walls.length / 2]);
  }

  /** The share of the cores' time that went into the tasks. */
  static double efficiency(int tasks, double taskNanos, int cores, double wallNanos) {
    return tasks * taskNanos / (cores * wallNanos);
  }

  private int iterations(double nanos) {
    return (int) Math.max(1, Math.round(nanos / nanosPerIteration));
  }

  /** The wall time of the run alone: the graph is built before. */
  private long run(Engine engine, int iterations) throws Exception {
    Arithmetic body = new Arithmetic(iterations);
    Engine.Built built = engine.build(graph, task -> body);
    long begin = System.nanoTime();
    built.run();
    return System.nanoTime() - begin;
  }
}
