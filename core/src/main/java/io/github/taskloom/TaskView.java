package io.github.taskloom;

import java.util.List;

/**
 * What can be seen of a task whatever kind it is: enough to draw it. A {@link Task} is one, and so
 * is each {@link BaseTask}.
 *
 * @since 0.1.0
 */
public sealed interface TaskView permits Task, BaseTask {

  /**
   * The name.
   *
   * @return the one it was given, or one of the form {@code task-17}, which stays the same
   */
  String name();

  /**
   * The state at this moment.
   *
   * @return the state
   * @throws IllegalStateException if it is a {@link BaseTask} that has none yet
   */
  TaskState state();

  /**
   * Whether it is completed: DONE, FAILED or ABORT.
   *
   * @return true if so
   */
  default boolean isCompleted() {
    return state().isCompleted();
  }

  /**
   * Whether it is settled: completed or CANCELLED.
   *
   * @return true if so
   */
  default boolean isSettled() {
    return state().isSettled();
  }

  /**
   * The tasks that this one blocks, for drawings that follow them.
   *
   * @return a snapshot
   */
  List<? extends TaskView> blocking();

  /**
   * This task and all that it blocks, directly or not, as a DOT digraph. The drawing of the states
   * and events is {@link Task#transitionsToDot()}.
   *
   * @return the text
   */
  String toDot();

  /**
   * The drawing of {@link #toDot()} as SVG, through Graphviz.
   *
   * @return the SVG text
   * @throws java.io.UncheckedIOException if Graphviz's {@code dot} is not there or fails
   */
  default String toSvg() {
    return Tasks.svg(toDot());
  }
}
