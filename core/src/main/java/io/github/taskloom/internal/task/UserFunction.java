package io.github.taskloom.internal.task;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A function of the user's as a task calls it, with the results of other tasks for instance.
 *
 * @param <T> the result
 */
abstract class UserFunction<T extends @Nullable Object> implements Callable<T> {
  private final Object function;

  UserFunction(Object function) {
    this.function = function;
  }

  /** What the user gave; many tasks may have functions of its class. */
  final Object function() {
    return function;
  }
}
