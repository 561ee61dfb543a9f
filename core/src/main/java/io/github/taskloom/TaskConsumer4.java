package io.github.taskloom;

import org.jspecify.annotations.Nullable;

/**
 * What a task does with the results of four prerequisites; gives none itself, and may throw
 * anything.
 *
 * @param <A> the first result
 * @param <B> the second result
 * @param <C> the third result
 * @param <D> the fourth result
 * @since 0.1.0
 */
@FunctionalInterface
public interface TaskConsumer4<
    A extends @Nullable Object,
    B extends @Nullable Object,
    C extends @Nullable Object,
    D extends @Nullable Object> {

  /**
   * Does it.
   *
   * @param first the first result
   * @param second the second result
   * @param third the third result
   * @param fourth the fourth result
   * @throws Exception if it fails
   */
  void accept(A first, B second, C third, D fourth) throws Exception;
}
