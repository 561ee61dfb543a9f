package io.github.taskloom.testing;

/** The end of a stack: what runs there has a certain number of calls left, and no more. */
public final class StackEnd {
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
    new StackEnd(body, calls).dive();
  }

  /** How many calls of this were left where this one was made. */
  @SuppressWarnings("InfiniteRecursion") // down to the end of the stack
  private int dive() {
    int left;
    try {
      left = dive();
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
    return left + 1;
  }
}
