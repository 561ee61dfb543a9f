package io.github.taskloom;

import org.jspecify.annotations.Nullable;

/**
 * A task's function of its prerequisite's result; like {@link java.util.function.Function}, but may
 * throw anything.
 *
 * @param <T> the prerequisite's result
 * @param <R> the result
 * @since 0.1.0
 */
@FunctionalInterface
public interface TaskFunction<T extends @Nullable Object, R extends @Nullable Object> {

  /**
   * Computes the result.
   *
   * @param input the prerequisite's result
   * @return the result; may be null
   * @throws Exception if it fails
   */
  R apply(T input) throws Exception;
}
