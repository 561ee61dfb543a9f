package io.github.taskloom.testing;

import io.github.taskloom.internal.task.FunctionKind;

/** The classes of functions that run on a caller's own thread, since they were quick so far. */
public final class QuickKind {
  private static final int MANY = 64;

  private QuickKind() {}

  /**
   * Has the class of a function known to be quick, as by many short runs. How long real ones take
   * goes by what is compiled by then, and by what else the machine does.
   */
  public static void teach(Object function) {
    for (int i = 0; i < MANY; i++) {
      FunctionKind.ran(function, 0);
    }
  }
}
