package io.github.taskloom.faults;

import io.github.taskloom.BaseTask;
import io.github.taskloom.TaskState;
import java.util.concurrent.Callable;

/** A result, a function, or what one captures, of the worst kind: every question throws. */
final class Hostile implements Callable<Hostile> {
  @Override
  public Hostile call() {
    return this;
  }

  @Override
  public boolean equals(Object other) {
    throw new AssertionError("equals");
  }

  @Override
  public int hashCode() {
    throw new AssertionError("hashCode");
  }

  @Override
  public String toString() {
    throw new AssertionError("toString");
  }

  /** An exception of that kind. */
  static final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new AssertionError("getMessage");
    }

    @Override
    public String toString() {
      throw new AssertionError("toString");
    }

    @Override
    public synchronized Throwable getCause() {
      throw new AssertionError("getCause");
    }

    @Override
    public boolean equals(Object other) {
      throw new AssertionError("equals");
    }

    @Override
    public int hashCode() {
      throw new AssertionError("hashCode");
    }
  }

  /** A task of the user's own, of that kind. */
  static final class Own extends BaseTask {
    Own() {
      super("hostile", TaskState.PENDING);
    }

    @Override
    public boolean equals(Object other) {
      throw new AssertionError("equals");
    }

    @Override
    public int hashCode() {
      throw new AssertionError("hashCode");
    }

    @Override
    public String toString() {
      throw new AssertionError("toString");
    }
  }
}
