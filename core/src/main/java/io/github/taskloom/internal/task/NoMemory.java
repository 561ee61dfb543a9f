package io.github.taskloom.internal.task;

import java.util.concurrent.locks.LockSupport;

/**
 * What has to be done although there is no memory for it is tried again: the functions that have
 * taken it end, or others give some back.
 */
final class NoMemory {
  private static final int MOST_TRIES = 100;
  private static final long PAUSE_NANOS = 10_000_000;

  private NoMemory() {}

  /**
   * Pauses before the next try.
   *
   * @param tries how many have been made
   * @throws OutOfMemoryError the one given, where there were enough
   */
  static void pauseAfter(int tries, OutOfMemoryError noMemory) {
    if (tries >= MOST_TRIES) {
      throw noMemory;
    }
    LockSupport.parkNanos(PAUSE_NANOS);
  }
}
