package io.github.taskloom;

import java.util.Objects;

/**
 * How to draw a graph of tasks; immutable and reusable.
 *
 * <p>All edges between the tasks that are drawn are. {@link #followBlocking()} finds what {@link
 * Task#dependents()} holds: a settled task may have let go of others that are settled, too.
 *
 * @param name the name of the digraph
 * @param followsBlocking whether the tasks that the given ones block are drawn as well, and so on
 * @since 0.1.0
 */
public record Drawing(String name, boolean followsBlocking) {
  private static final Drawing DEFAULTS = new Drawing("tasks", false);

  /** Checks the components. */
  public Drawing {
    Objects.requireNonNull(name);
  }

  /**
   * The given tasks alone, in a digraph called {@code tasks}.
   *
   * @return the defaults
   */
  public static Drawing defaults() {
    return DEFAULTS;
  }

  /**
   * The same with another name.
   *
   * @param other the name of the digraph; any text
   * @return a new drawing
   */
  public Drawing named(String other) {
    return new Drawing(other, followsBlocking);
  }

  /**
   * The same with the tasks that the given ones block, directly or not, as {@link
   * Task#dependents()} tells them.
   *
   * @return a new drawing
   */
  public Drawing followBlocking() {
    return new Drawing(name, true);
  }
}
