package io.github.taskloom.benchmarks.family;

import io.github.taskloom.benchmarks.engine.Rival;
import io.github.taskloom.benchmarks.graph.Graph;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Makes of one sort, and the engines that are compared by them. */
interface Family {
  /** The heading of its report. */
  String title();

  /** How it is measured, in sentences. */
  List<String> about(Plan plan);

  /** In which JVMs the engines take turns, as the begin of a sentence. */
  default String setting() {
    return "All engines share one JVM, with a common pool of a worker per core, and";
  }

  /** The engines, in the order of the tables. */
  List<Rival> rivals();

  /** The graphs that each engine has to run in order before it is measured, by name. */
  Map<String, Graph> checked();

  /**
   * What is measured, in the order of the tables.
   *
   * @param notes takes sentences for the report
   * @throws InterruptedException if the calling thread is interrupted while it calibrates
   */
  List<Case> cases(Plan plan, Consumer<String> notes) throws InterruptedException;

  /** Whether each round has all cases; else a case has all of its rounds before the next begins. */
  default boolean mixesCases() {
    return false;
  }

  /**
   * What its JVM is started with.
   *
   * @param heap the arguments for the heap that was asked for
   */
  default List<String> jvmArguments(List<String> heap) {
    return heap;
  }

  /** How many rounds there are unless it is said. */
  int rounds(boolean quick);

  /** What was measured, as Markdown. */
  String tables(Samples samples);
}
