package io.github.taskloom.hazelcast.internal.caller;

/** Which calls of a link are wanted back, and whether it stands still; the hand-out's alone. */
final class WantedBack {
  private static final int MOST_ASKED = 7; // some seconds, from 10 ms on

  private long movedAt = System.nanoTime();
  private int asked; // since a call has ended
  private int calls;

  /** A call of it has ended, or it has got its first one. */
  void moved() {
    movedAt = System.nanoTime();
    asked = 0;
  }

  /** Whether no call of it has ended for so long; longer each time that some were wanted back. */
  boolean isStuckFor(long nanos) {
    return System.nanoTime() - movedAt >= nanos << asked;
  }

  /** Some that have not begun are wanted back. It may be that all have: it is asked ever less. */
  void want(int number) {
    calls = number;
    movedAt = System.nanoTime();
    asked = Math.min(MOST_ASKED, asked + 1);
  }

  boolean isAny() {
    return calls > 0;
  }

  /** How many, which are on their way to be told now. */
  int told() {
    int number = calls;
    calls = 0;
    return number;
  }
}
