package io.github.taskloom.internal.pool;

import org.jspecify.annotations.Nullable;

/** Numbers to be claimed, each by one thread. */
public interface WorkSource {

  /**
   * The next number; may wait for one.
   *
   * @param mayLeave whether the calling thread need not wait if there are others that do
   * @return the number, or -1 when there will be no more, or the thread is to leave
   */
  int claim(boolean mayLeave);

  /**
   * The next number, or -1 when there is none at this moment; does not wait.
   *
   * @param own the calling thread's batch, if it has one
   */
  int tryClaim(@Nullable Batch own);

  /**
   * As {@link #tryClaim}, of what others have left: a thread that always has something at hand
   * looks there now and then, since those others may wait for its being done.
   */
  default int tryClaimOfOthers(@Nullable Batch own) {
    return -1;
  }

  /** How many could be claimed at this moment. */
  int left();

  /** Whether numbers may come that are not there yet. */
  boolean mayGrow();

  /** How many were claimed or kept so far; of those kept the last few may be missing. */
  long claimed();

  /** Says that a thread went on with numbers that did not have to be claimed. */
  void kept(int count);

  /** Puts a number where it can be claimed. */
  void offer(int number);

  /** Says that numbers were dealt with. */
  void finish(int count);

  /** Whether nothing will ever be claimed any more. */
  boolean isOver();

  /** Parks the calling thread, once, unless something is left or this is over; may wake early. */
  void parkUntilLeft();

  /** Hands out nothing more. */
  void close();

  /** A batch for the calling thread, which claims for a while; null where there is none to have. */
  default @Nullable Batch enter() {
    return null;
  }

  /** By that thread, when it claims no more: what is left in its batch can be claimed by others. */
  default void leave(Batch batch) {}

  /** By that thread, after it has added to its batch: wakes one that waits for something. */
  default void added() {}
}
