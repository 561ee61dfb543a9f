package io.github.taskloom;

/**
 * When a make starts a task.
 *
 * @since 0.1.0
 */
public enum Order {
  /**
   * Layer by layer: a task starts when the layer before its own has settled. The tasks of a layer
   * start in the order of the arguments and of {@code require} calls. A layer that needs threads
   * has a structured scope of its own; layers whose tasks are quick share the threads of one.
   */
  LAYERED,

  /**
   * As soon as its own prerequisites have settled. The tasks that are ready at first start in the
   * order of the arguments and of {@code require} calls. Later ones start in the order in which
   * they become ready as long as one thread is at work; where several are, each goes on with what
   * it has made ready itself, and no order is promised. One structured scope serves all tasks.
   */
  EAGER
}
