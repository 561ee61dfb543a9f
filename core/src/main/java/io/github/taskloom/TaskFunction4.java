package io.github.taskloom;

import org.jspecify.annotations.Nullable;

/**
 * A task's function of the results of four prerequisites; may throw anything.
 *
 * @param <A> the first result
 * @param <B> the second result
 * @param <C> the third result
 * @param <D> the fourth result
 * @param <R> the result
 * @since 0.1.0
 */
@FunctionalInterface
public interface TaskFunction4<
    A extends @Nullable Object,
    B extends @Nullable Object,
    C extends @Nullable Object,
    D extends @Nullable Object,
    R extends @Nullable Object> {

  /**
   * Computes the result.
   *
   * @param first the first result
   * @param second the second result
   * @param third the third result
   * @param fourth the fourth result
   * @return the result; may be null
   * @throws Exception if it fails
   */
  R apply(A first, B second, C third, D fourth) throws Exception;
}
