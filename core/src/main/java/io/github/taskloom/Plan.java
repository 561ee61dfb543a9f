package io.github.taskloom;

import io.github.taskloom.fsm.FsmException;
import io.github.taskloom.internal.plan.CycleFound;
import io.github.taskloom.internal.plan.Dependents;
import io.github.taskloom.internal.plan.Layers;
import io.github.taskloom.internal.plan.Mark;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a make is going to do, from the states of this moment: the tasks in layers or by who depends
 * on whom, and those that are decided already by a prerequisite that failed or was cancelled. The
 * other prerequisites of those are not looked at: nothing needs them.
 *
 * @param <G> the shape of the graph
 */
final class Plan<G> {
  /** Only one walk at a time numbers the tasks themselves; others keep a table meanwhile. */
  private static final AtomicBoolean MARKS_TAKEN = new AtomicBoolean();

  private static final Mark<Task<?>> MARK =
      new Mark<>() {
        @Override
        public int get(Task<?> task) {
          return task.mark();
        }

        @Override
        public void set(Task<?> task, int number) {
          task.mark(number);
        }
      };

  private final Set<Task<?>> settled = new LinkedHashSet<>(0); // tasks are equal by identity
  private final List<Decision> decided = new ArrayList<>(0);
  private final Collection<? extends Task<?>> given;
  private final G graph;
  private boolean mayRepeat;

  /** A task that cannot run, and the prerequisite that decided it. */
  record Decision(Task<?> task, Hindrance by) {}

  /** A way to arrange nodes. */
  private interface Arrangement<G> {
    G of(
        Collection<? extends Task<?>> given,
        Predicate<Task<?>> leftOut,
        Function<Task<?>, Task<?>[]> prerequisites,
        @Nullable Mark<Task<?>> mark)
        throws CycleFound;
  }

  private Plan(
      Collection<? extends Task<?>> given, @Nullable Runner caller, Arrangement<G> arrangement) {
    this.given = given;
    graph = arranged(given, this::isSettled, task -> prerequisites(task, caller), arrangement);
  }

  /**
   * Plans a make by layers.
   *
   * @param caller what the calling thread runs in; a make must not wait for that
   * @throws FsmException if a task, given or required, is in PREPARE
   * @throws CycleException if the tasks require each other in a circle
   */
  static Plan<Layers<Task<?>>> layered(
      Collection<? extends Task<?>> given, @Nullable Runner caller) {
    return new Plan<>(given, caller, Layers::of);
  }

  /** Plans a make by who depends on whom; parameters and exceptions as in {@link #layered}. */
  static Plan<Dependents<Task<?>>> eager(
      Collection<? extends Task<?>> given, @Nullable Runner caller) {
    return new Plan<>(given, caller, Dependents::of);
  }

  /** Layers of tasks by any prerequisites; a cycle is told by the tasks' names. */
  static Layers<Task<?>> layersOf(
      Collection<? extends Task<?>> given, Function<Task<?>, Task<?>[]> prerequisites) {
    return arranged(given, task -> false, prerequisites, Layers::of);
  }

  private static <G> G arranged(
      Collection<? extends Task<?>> given,
      Predicate<Task<?>> leftOut,
      Function<Task<?>, Task<?>[]> prerequisites,
      Arrangement<G> arrangement) {
    boolean marking = MARKS_TAKEN.compareAndSet(false, true);
    try {
      return arrangement.of(given, leftOut, prerequisites, marking ? MARK : null);
    } catch (CycleFound found) {
      List<Task<?>> path = new ArrayList<>();
      found.path().forEach(task -> path.add((Task<?>) task));
      throw new CycleException(path);
    } finally {
      if (marking) {
        MARKS_TAKEN.set(false);
      }
    }
  }

  /** The given tasks that are settled already, each once, in order. */
  Collection<Task<?>> settled() {
    return settled;
  }

  /** What settles without running, in order. */
  List<Decision> decided() {
    return decided;
  }

  /** What was asked for. */
  Collection<? extends Task<?>> given() {
    return given;
  }

  /** Looks at each given task: for the few that have no position yet. */
  boolean isGiven(Task<?> task) {
    return given.contains(task);
  }

  /** Whether a task may have several attempts in one make. */
  boolean mayRepeat() {
    return mayRepeat;
  }

  /** What is to be settled. */
  G graph() {
    return graph;
  }

  private boolean isSettled(Task<?> given) {
    if (!given.isSettled()) {
      return false;
    }
    settled.add(given);
    return true;
  }

  private Task<?>[] prerequisites(Task<?> task, @Nullable Runner caller) {
    TaskState state = task.state();
    ensurePrepared(task, state);
    if (state == TaskState.RUNNING && caller != null && Runner.isInside(caller, task)) {
      throw new TaskException(
          task, task.name() + " would wait for itself: its function makes what requires it");
    }
    if (state != TaskState.PENDING) {
      return Edges.NONE; // settled, or somebody else's to settle
    }
    Policy<?> policy = task.policy();
    boolean ruled = policy != null && policy.hasRules();
    mayRepeat |= policy != null && (policy.retry() != null || !policy.attempts().isEmpty());
    Task<?>[] required = task.required();
    if (required.length == 0) {
      return required;
    }
    int open = 0;
    boolean failed = false;
    for (Task<?> prerequisite : required) {
      TaskState its = prerequisite.state();
      ensurePrepared(prerequisite, its);
      open += its.isSettled() ? 0 : 1;
      failed |= its.isSettled() && its != TaskState.DONE;
    }
    if (failed || ruled) {
      Hindrance hindrance = Hindrance.among(task);
      if (hindrance != null && hindrance.decides()) {
        decided.add(new Decision(task, hindrance));
        return Edges.NONE;
      }
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
