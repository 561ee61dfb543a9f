package io.github.taskloom.benchmarks.family;

import java.util.Map;

/** Something that is measured of each engine of a family, by turns. */
interface Case {
  /** The table in which it stands. */
  String group();

  /** What the table calls it. */
  String title();

  /**
   * Has the compilers see the engine.
   *
   * @throws Exception if the engine fails
   */
  void warmUp(Turn turn) throws Exception;

  /**
   * One round.
   *
   * @return figures, by name
   * @throws Exception if the engine fails
   */
  Map<String, Double> measure(Turn turn) throws Exception;
}
