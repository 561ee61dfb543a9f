package io.github.taskloom;

import io.github.taskloom.fsm.FsmException;
import io.github.taskloom.internal.plan.Layers;
import io.github.taskloom.internal.plan.Layers.CycleFound;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a make is going to do, from the states of this moment: the tasks in layers, and those that
 * are decided already by a prerequisite that failed or was cancelled. The other prerequisites of
 * those are not looked at: nothing needs them.
 *
 * @param settled the given tasks that are settled already, each once, in order
 * @param layers what is to be settled, in the order in which it can be
 * @param decided what settles without running, in order
 */
record Plan(List<Task<?>> settled, Layers<Task<?>> layers, List<Decision> decided) {

  /** A task that cannot run, and the prerequisite that decided it. */
  record Decision(Task<?> task, Hindrance by) {}

  /**
   * Plans a make.
   *
   * @param caller what the calling thread runs in; a make must not wait for that
   * @throws FsmException if a task, given or required, is in PREPARE
   * @throws CycleException if the tasks require each other in a circle
   */
  static Plan of(Collection<? extends Task<?>> given, @Nullable Runner caller) {
    Set<Task<?>> settled = new LinkedHashSet<>(); // tasks are equal by identity
    List<Task<?>> open = new ArrayList<>(given.size());
    for (Task<?> task : given) {
      if (task.isSettled()) {
        settled.add(task);
      } else {
        open.add(task);
      }
    }
    List<Decision> decided = new ArrayList<>();
    Layers<Task<?>> layers = arranged(open, task -> prerequisites(task, caller, decided));
    return new Plan(List.copyOf(settled), layers, decided);
  }

  /** Layers of tasks; a cycle is told by the tasks' names. */
  static Layers<Task<?>> arranged(
      Collection<? extends Task<?>> given, Function<Task<?>, Task<?>[]> prerequisites) {
    try {
      return Layers.of(given, prerequisites);
    } catch (CycleFound found) {
      List<Task<?>> path = new ArrayList<>();
      found.path().forEach(task -> path.add((Task<?>) task));
      throw new CycleException(path);
    }
  }

  private static Task<?>[] prerequisites(
      Task<?> task, @Nullable Runner caller, List<Decision> decided) {
    TaskState state = task.state();
    ensurePrepared(task, state);
    if (state == TaskState.RUNNING && caller != null && Runner.isInside(caller, task)) {
      throw new TaskException(
          task, task.name() + " would wait for itself: its function makes what requires it");
    }
    if (state != TaskState.PENDING) {
      return Edges.NONE; // settled, or somebody else's to settle
    }
    Task<?>[] required = task.required();
    int open = 0;
    for (Task<?> prerequisite : required) {
      TaskState its = prerequisite.state();
      ensurePrepared(prerequisite, its);
      open += its.isSettled() ? 0 : 1;
    }
    Hindrance hindrance = Hindrance.among(required);
    if (hindrance != null && hindrance.decides()) {
      decided.add(new Decision(task, hindrance));
      return Edges.NONE;
    }
    return open == required.length ? required : unsettled(required, open);
  }

  private static Task<?>[] unsettled(Task<?>[] required, int about) {
    List<Task<?>> unsettled = new ArrayList<>(about);
    for (Task<?> prerequisite : required) {
      if (!prerequisite.isSettled()) {
        unsettled.add(prerequisite);
      }
    }
    return unsettled.isEmpty() ? Edges.NONE : unsettled.toArray(Task<?>[]::new);
  }

  private static void ensurePrepared(Task<?> task, TaskState state) {
    if (state == TaskState.PREPARE) {
      throw new TaskException(
          task, task.name() + " is in PREPARE: fire its event prepared before it is made");
    }
  }
}
