package io.github.taskloom;

import org.jspecify.annotations.Nullable;

/**
 * A task's function of the results of two prerequisites; may throw anything.
 *
 * @param <A> the first result
 * @param <B> the second result
 * @param <R> the result
 * @since 0.1.0
 */
@FunctionalInterface
public interface TaskFunction2<
    A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> {

  /**
   * Computes the result.
   *
   * @param first the first result
   * @param second the second result
   * @return the result; may be null
   * @throws Exception if it fails
   */
  R apply(A first, B second) throws Exception;
}
