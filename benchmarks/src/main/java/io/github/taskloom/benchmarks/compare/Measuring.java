package io.github.taskloom.benchmarks.compare;

import io.github.taskloom.benchmarks.engine.Contender;
import io.github.taskloom.benchmarks.engine.Engine;
import io.github.taskloom.benchmarks.graph.Graph;
import io.github.taskloom.benchmarks.graph.Graph.Kind;
import io.github.taskloom.benchmarks.measure.Range;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Measures one engine, in the calling thread. */
final class Measuring {
  /**
   * With fewer tasks the heap's own noise would be most of the bytes, and the caches that a
   * collection leaves cold most of the time.
   */
  private static final int LEAST_TASKS_FOR_COLLECTIONS = 100_000;

  /** Collections in every warm-up would leave the compilers little to see. */
  private static final int ENOUGH_WEIGHINGS = 3;

  /** So many rounds are enough, however short they are. */
  private static final int MOST_ROUNDS = 1_001;

  /** In a long run no warm-up begins later: by then the compilers have seen enough. */
  private static final long LONG = 1_000_000_000L;

  /**
   * The same where bodies take their time: fewer calls are seen in it, and a compiler at work takes
   * a core from them.
   */
  private static final long LONG_OF_BODIES = 2_500_000_000L;

  /** No round begins later, however few there were. */
  private static final long TOO_LONG = 10_000_000_000L;

  private final Contender contender;
  private final Settings settings;

  Measuring(Contender contender, Settings settings) {
    this.contender = contender;
    this.settings = settings;
  }

  Measurement measure(GraphCase graphCase) throws Exception {
    Graph graph = graphCase.graph(contender);
    double asleep = graph.totalNanos() / 1e9 / contender.traits().workers();
    if (graph.kind() == Kind.SLEEPING && asleep > settings.longestSleepSeconds()) {
      return Measurement.none(
          graphCase,
          contender,
          String.format(
              Locale.ROOT,
              "left out: would sleep for %.1f s, %d tasks at a time",
              asleep,
              contender.traits().workers()));
    }
    try (Engine engine = contender.engine();
        Engine baseline = Contender.SEQUENTIAL.engine()) {
      Rounds rounds = new Rounds(graph, engine, baseline);
      rounds.all();
      return rounds.row(graphCase.title());
    }
  }

  /** The rounds of one graph. */
  private final class Rounds {
    private final Graph graph;
    private final Engine engine;
    private final Engine baseline;
    private final boolean large;
    private final List<Double> builds = new ArrayList<>();
    private final List<Double> runs = new ArrayList<>();
    private final List<Double> ratios = new ArrayList<>();
    private final List<Double> bytes = new ArrayList<>();

    Rounds(Graph graph, Engine engine, Engine baseline) {
      this.graph = graph;
      this.engine = engine;
      this.baseline = baseline;
      this.large = graph.tasks() >= LEAST_TASKS_FOR_COLLECTIONS;
    }

    void all() throws Exception {
      long begin = System.nanoTime();
      int warmups = 0;
      do {
        warmUp();
        warmups++;
        // In a quick run one is enough where the bodies take the time, or where the engine does.
      } while (settings.quick()
          ? graph.kind() == Kind.TRIVIAL && warmups < settings.warmups()
          : System.nanoTime() - begin < (graph.kind() == Kind.TRIVIAL ? LONG : LONG_OF_BODIES));
      begin = System.nanoTime();
      long spent;
      do {
        round();
        spent = System.nanoTime() - begin;
      } while (runs.size() < settings.rounds()
          ? spent < TOO_LONG
          : spent < settings.seconds() * 1e9 && runs.size() < MOST_ROUNDS);
    }

    /** Collections within the round, for the bytes, would spoil its times. */
    private void warmUp() throws Exception {
      boolean weighed =
          large
              && graph.kind() == Kind.TRIVIAL
              && !contender.traits().buildsInRun()
              && bytes.size() < ENOUGH_WEIGHINGS;
      long before = weighed ? usedAfterCollection() : 0;
      Engine.Built built = engine.build(graph, graph::body);
      if (weighed) {
        bytes.add((double) (usedAfterCollection() - before) / graph.tasks());
      }
      built.run();
      if (graph.kind() == Kind.TRIVIAL) {
        baseline.build(graph, graph::body).run();
      }
    }

    private void round() throws Exception {
      double unit = 0;
      if (graph.kind() == Kind.TRIVIAL) {
        collect();
        Engine.Built bare = baseline.build(graph, graph::body);
        long begin = System.nanoTime();
        bare.run();
        unit = System.nanoTime() - begin;
      }
      collect();
      long begin = System.nanoTime();
      Engine.Built built = engine.build(graph, graph::body);
      long middle = System.nanoTime();
      built.run();
      long end = System.nanoTime();
      builds.add((double) (middle - begin));
      runs.add((double) (end - middle));
      if (unit > 0) {
        ratios.add((end - middle) / unit);
      }
    }

    private void collect() {
      if (large) {
        System.gc(); // so that no round pays for the garbage of another
      }
    }

    private long usedAfterCollection() {
      System.gc();
      return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    Measurement row(String title) {
      double run = Range.median(runs);
      long ideal = graph.idealNanos(Runtime.getRuntime().availableProcessors());
      return new Measurement(
          title,
          contender,
          graph.tasks(),
          runs.size(),
          contender.traits().buildsInRun() ? null : Range.median(builds) / graph.tasks(),
          run / graph.tasks(),
          ratios.isEmpty() ? null : Range.of(ratios),
          bytes.isEmpty() ? null : Range.median(bytes),
          run / 1e6,
          ideal == 0 ? null : Range.of(runs.stream().map(nanos -> nanos / ideal).toList()),
          null);
    }
  }
}
