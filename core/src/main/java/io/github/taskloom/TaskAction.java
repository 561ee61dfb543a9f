package io.github.taskloom;

/**
 * What a task does that gives no result; may throw anything.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TaskAction {

  /**
   * Does it.
   *
   * @throws Exception if it fails
   */
  void run() throws Exception;
}
