package io.github.taskloom;

/**
 * When a make starts a task.
 *
 * @since 0.1.0
 */
public enum Order {
  /**
   * Layer by layer: a task starts when the layer before its own has settled. A layer that needs
   * threads has a structured scope of its own; layers whose tasks are quick share the threads of
   * one.
   */
  LAYERED,

  /** As soon as its own prerequisites have settled; one structured scope for the whole make. */
  EAGER
}
