package io.github.taskloom;

import io.github.taskloom.internal.plan.Layers;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Whether tasks that nobody can take at the moment may become ready without anybody's doing:
 * because one of them, or what they wait for, runs or is queued.
 */
final class Prospects {
  private Prospects() {}

  /**
   * Looks at all that the tasks wait for, prerequisites first.
   *
   * @param tasks those of a queue
   * @param tracked the same, as a set: one that becomes ready will be dispatched
   * @throws CycleException if tasks require each other in a circle
   */
  static boolean isAnyHopeful(Collection<Task<?>> tasks, Set<Task<?>> tracked) {
    Layers<Task<?>> layers = Plan.layersOf(tasks, Prospects::pendingOn);
    Set<Task<?>> hopeful = new HashSet<>(); // tasks are equal by identity
    for (int i = 0; i < layers.start(layers.count()); i++) {
      Task<?> task = layers.node(i);
      if (isHopeful(task, tracked, hopeful)) {
        hopeful.add(task);
      }
    }
    return tasks.stream().anyMatch(hopeful::contains);
  }

  private static boolean isHopeful(Task<?> task, Set<Task<?>> tracked, Set<Task<?>> hopeful) {
    return switch (task.state()) {
      case RUNNING, QUEUED -> true;
      case PENDING -> tracked.contains(task) && hopeful.containsAll(task.blockers());
      case DONE, FAILED, ABORT -> tracked.contains(task); // completed meanwhile: can be taken
      case PREPARE, CANCELLED -> false;
    };
  }

  private static Task<?>[] pendingOn(Task<?> task) {
    if (task.state() != TaskState.PENDING) {
      return Edges.NONE;
    }
    return task.blockers().toArray(Task<?>[]::new);
  }
}
