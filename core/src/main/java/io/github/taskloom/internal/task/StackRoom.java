package io.github.taskloom.internal.task;

/**
 * Whether the calling thread has stack left for what has to follow a CAS: a state that others wait
 * for must not be entered where they could not be told of it any more.
 */
final class StackRoom {
  /**
   * So many calls within each other take 5 KiB compiled and 15 KiB interpreted, and less than half
   * a microsecond: more than any way of the engine from the CAS that sets a value to a callback of
   * the user's, or to the JDK's own end of waking a thread.
   */
  private static final int DEPTH = 64;

  private StackRoom() {}

  /**
   * Throws where the stack is too short.
   *
   * @throws StackOverflowError before anything has changed
   */
  static void ensure() {
    deep(DEPTH, 1, 2, 3, 4, 5, 6, 7, 8);
  }

  /**
   * As {@link #ensure}, with more room: for a CAS after which, deeper in the stack, others follow
   * that need room, too.
   */
  static void ensureAmple() {
    deep(4 * DEPTH, 1, 2, 3, 4, 5, 6, 7, 8);
  }

  /** What is passed on, and needed after the call, makes each frame a large one. */
  private static long deep(
      int left, long a, long b, long c, long d, long e, long f, long g, long h) {
    return left == 0 ? 0 : deep(left - 1, b, c, d, e, f, g, h, a) + (a ^ b ^ c ^ d ^ e ^ f ^ g ^ h);
  }
}
