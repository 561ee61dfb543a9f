package io.github.taskloom;

import org.jspecify.annotations.Nullable;

/**
 * What a task does with the result of its prerequisite; gives none itself, and may throw anything.
 *
 * @param <T> the prerequisite's result
 * @since 0.1.0
 */
@FunctionalInterface
public interface TaskConsumer<T extends @Nullable Object> {

  /**
   * Does it.
   *
   * @param input the prerequisite's result
   * @throws Exception if it fails
   */
  void accept(T input) throws Exception;
}
