package io.github.taskloom;

/**
 * When a make starts a task.
 *
 * @since 0.1.0
 */
public enum Order {
  /**
   * Layer by layer: a task starts when the layer before its own has settled, and each layer that
   * needs threads has a structured scope of its own.
   */
  LAYERED,

  /** As soon as its own prerequisites have settled; one structured scope for the whole make. */
  EAGER
}
