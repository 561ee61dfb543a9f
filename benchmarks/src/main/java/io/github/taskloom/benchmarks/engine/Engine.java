package io.github.taskloom.benchmarks.engine;

import io.github.taskloom.benchmarks.graph.Body;
import io.github.taskloom.benchmarks.graph.Graph;
import java.util.function.IntFunction;

/** A way to run a graph; has its threads already, if it keeps any. */
public interface Engine extends AutoCloseable {

  /**
   * Makes the engine's own objects of a graph; nothing runs yet.
   *
   * @param bodies what each task does
   */
  Built build(Graph graph, IntFunction<Body> bodies);

  /** Gives up the threads. */
  @Override
  default void close() {}

  /** A graph in an engine's own objects, to be run once. */
  @FunctionalInterface
  interface Built {

    /**
     * Runs all tasks and returns when they have run.
     *
     * @throws Exception if the engine fails
     */
    void run() throws Exception;
  }
}
