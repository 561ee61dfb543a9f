package io.github.taskloom.internal.lane;

/** Numbers to be claimed, each by one thread. */
public interface Work {

  /** The next number, or -1 when the calling thread will get no more; may wait for one. */
  int claim();

  /** How many could be claimed at this moment. */
  int left();

  /** Whether numbers may come that are not there yet. */
  boolean mayGrow();

  /** How many were claimed so far. */
  long claimed();

  /** Whether nothing will ever be claimed any more. */
  boolean isOver();

  /** Parks the calling thread, once, unless something is left or this is over; may wake early. */
  void parkUntilLeft();

  /** Hands out nothing more. */
  void close();
}
