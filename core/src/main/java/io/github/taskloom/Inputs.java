package io.github.taskloom;

import io.github.taskloom.internal.task.Declared;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The results that a function takes of more tasks than a lambda can name: {@link
 * TaskDeclaration#inputs(List)}.
 *
 * @since 0.1.0
 */
public final class Inputs {
  private final Set<Task<?>> tasks; // equal by identity

  Inputs(List<Task<?>> tasks) {
    this.tasks = Set.copyOf(tasks);
  }

  /**
   * The result of one of the tasks; never waits. To be called by the function alone: only then are
   * all of them there.
   *
   * @param task one of those that give the inputs
   * @param <T> its result
   * @return the result
   * @throws IllegalArgumentException if it is none of them
   */
  public <T extends @Nullable Object> T get(Task<T> task) {
    if (!tasks.contains(task)) {
      throw new IllegalArgumentException(
          task.name() + " gives no input: it is not among those that were declared");
    }
    return Declared.input(task);
  }
}
