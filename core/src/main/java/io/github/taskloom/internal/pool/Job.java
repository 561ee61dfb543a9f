package io.github.taskloom.internal.pool;

/** What a pool does with the numbers of a {@link WorkSource}; never throws. */
public interface Job {

  /** What to call the present work in thread dumps; asked for only if a scope is opened. */
  String name();

  /** Claims through a worker and works until it gets no more; by several threads at a time. */
  void work(Worker worker);

  /** Does one piece, on a thread of its own. */
  void workAlone(int number);

  /** By the thread that attends: the owner has claimed nothing for a while: its piece is slow. */
  default void heldUp() {}

  /**
   * By the thread that attends, where pieces are left that none claims: parks it once if none may
   * begin now, and may wake early; false if they may begin.
   */
  default boolean parkWhilePaused() {
    return false;
  }

  /** By a thread that waits for others that work: it was interrupted; the flag is cleared. */
  default void interrupted() {}
}
