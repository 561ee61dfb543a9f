package io.github.taskloom.internal.plan;

/**
 * A number that a node carries for the walk that is on its way. Only one walk at a time may use the
 * marks of a kind of nodes; they need no clearing between walks.
 *
 * @param <N> the nodes
 */
public interface Mark<N> {

  /** What was set last, by any walk; 0 if nothing was. */
  int get(N node);

  /** Sets the number. */
  void set(N node, int number);
}
