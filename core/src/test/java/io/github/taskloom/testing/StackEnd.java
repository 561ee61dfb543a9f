package io.github.taskloom.testing;

/** The end of a stack: what runs there has a certain number of calls left, and no more. */
public final class StackEnd {
  private static final long SUM = 36; // of 1 to 8

  private final Runnable body;
  private final int calls;
  private boolean begun;

  private StackEnd(Runnable body, int calls) {
    this.body = body;
    this.calls = calls;
  }

  /**
   * Runs something once, on the calling thread, where so many small calls are left; what it throws
   * is thrown here.
   */
  public static void run(int calls, Runnable body) {
    new StackEnd(body, calls).dive(1, 2, 3, 4, 5, 6, 7, 8);
  }

  /**
   * How many calls of this were left where this one was made. What is passed on, and needed after
   * the call, makes each frame as large as those of a body, whichever compiler was there.
   */
  @SuppressWarnings("InfiniteRecursion") // down to the end of the stack
  private long dive(long a, long b, long c, long d, long e, long f, long g, long h) {
    long left;
    try {
      left = dive(b, c, d, e, f, g, h, a);
    } catch (StackOverflowError end) {
      if (begun) {
        throw end;
      }
      left = 0;
    }
    if (left == calls) {
      begun = true;
      body.run();
    }
    return left + 1 + (a + b + c + d + e + f + g + h - SUM);
  }
}
