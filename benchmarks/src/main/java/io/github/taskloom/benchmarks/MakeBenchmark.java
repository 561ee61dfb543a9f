package io.github.taskloom.benchmarks;

import io.github.taskloom.benchmarks.engine.Contender;
import io.github.taskloom.benchmarks.engine.Engine;
import io.github.taskloom.benchmarks.graph.Graph;
import io.github.taskloom.benchmarks.graph.TrivialGraph;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A whole make of each trivial graph: milliseconds per graph, so divide by its tasks (1,000,000,
 * but 100,000 in CHAIN, 160,000 in NARROW_GRID, 1,048,575 in IN_TREE).
 *
 * <p>The baseline is the engine SEQUENTIAL, any other is there for {@code -p engine=}. {@code make}
 * runs a graph that was built before the clock started. {@code buildAndMake} is the one for {@code
 * -prof gc}, which counts what is allocated off the clock, too. The garbage of building is
 * collected at some time in some round: the comparison collects between its rounds, and is
 * steadier.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 10)
@Fork(
    value = 2,
    jvmArgsAppend = {"-Xms6g", "-Xmx6g"})
public class MakeBenchmark {
  @Param public TrivialGraph graph = TrivialGraph.INDEPENDENT;

  @Param({"SEQUENTIAL", "TASKLOOM_LAYERED", "TASKLOOM_EAGER"})
  public Contender engine = Contender.SEQUENTIAL;

  /** The graph and the engine, which last for all rounds. */
  @State(Scope.Benchmark)
  public static class Prepared {
    private Graph graph = Graph.of(0, task -> new int[0]);
    private Engine engine = Contender.SEQUENTIAL.engine();

    @Setup
    public void prepare(MakeBenchmark benchmark) {
      graph = benchmark.graph.of(benchmark.graph.tasks(false));
      engine = benchmark.engine.engine();
    }

    @TearDown
    public void close() {
      engine.close();
    }

    Engine.Built build() {
      return engine.build(graph, graph::body);
    }
  }

  /** A graph in the engine's own objects, new for each round. */
  @State(Scope.Benchmark)
  public static class Built {
    private Engine.Built built = () -> {};

    @Setup(Level.Invocation)
    public void build(Prepared prepared) {
      built = prepared.build();
    }
  }

  @Benchmark
  public void make(Built built) throws Exception {
    built.built.run();
  }

  @Benchmark
  public void buildAndMake(Prepared prepared) throws Exception {
    prepared.build().run();
  }
}
