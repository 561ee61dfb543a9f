package io.github.taskloom.internal.lane;

/** What a crew does with the numbers of a {@link Work}; never throws. */
public interface Job {

  /** What to call the present work in thread dumps; asked for only if a scope is opened. */
  String name();

  /** Claims from a hand and works until it gets no more; by several threads at a time. */
  void work(Hand hand);

  /** Does one piece, on a thread of its own. */
  void workAlone(int number);

  /** The worker has claimed nothing for a while: what it does is not quick. */
  default void heldUp() {}

  /** The calling thread, which waits for others that work, was interrupted; the flag is cleared. */
  default void interrupted() {}
}
