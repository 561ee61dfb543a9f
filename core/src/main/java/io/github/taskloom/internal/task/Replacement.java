package io.github.taskloom.internal.task;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The detail of a PENDING status: the function to run from that attempt on. */
record Replacement<T extends @Nullable Object>(
    Callable<? extends T> function, int attempt, boolean isValue) implements Callable<T> {
  @Override
  public T call() throws Exception {
    return function.call();
  }

  @Override
  public String toString() {
    return "repaired";
  }
}
