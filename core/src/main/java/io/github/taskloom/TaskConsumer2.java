package io.github.taskloom;

import org.jspecify.annotations.Nullable;

/**
 * What a task does with the results of two prerequisites; gives none itself, and may throw
 * anything.
 *
 * @param <A> the first result
 * @param <B> the second result
 * @since 0.1.0
 */
@FunctionalInterface
public interface TaskConsumer2<A extends @Nullable Object, B extends @Nullable Object> {

  /**
   * Does it.
   *
   * @param first the first result
   * @param second the second result
   * @throws Exception if it fails
   */
  void accept(A first, B second) throws Exception;
}
