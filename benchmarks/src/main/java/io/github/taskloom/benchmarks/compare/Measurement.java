package io.github.taskloom.benchmarks.compare;

import io.github.taskloom.benchmarks.engine.Contender;
import io.github.taskloom.benchmarks.measure.Range;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table; medians.
 *
 * @param graph the graph's title
 * @param contender the engine
 * @param tasks how many tasks the graph had; 0 if that is not known
 * @param rounds how many rounds counted
 * @param buildNanos per task; null if building is part of the run
 * @param runNanos per task
 * @param ratio of the run to the baseline; null where tasks take their time
 * @param bytes live heap per task, built; null if the graph was too small to tell
 * @param millis the whole run
 * @param ideal the whole run to the least possible time; null for trivial tasks
 * @param remark why there are no figures; null if there are
 */
record Measurement(
    String graph,
    Contender contender,
    int tasks,
    int rounds,
    @Nullable Double buildNanos,
    @Nullable Double runNanos,
    @Nullable Range ratio,
    @Nullable Double bytes,
    @Nullable Double millis,
    @Nullable Range ideal,
    @Nullable String remark) {

  static Measurement none(GraphCase graph, Contender contender, String why) {
    int tasks = graph.tasksFor(contender);
    return new Measurement(
        graph.title(), contender, tasks, 0, null, null, null, null, null, null, why);
  }
}
