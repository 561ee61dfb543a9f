package io.github.taskloom.internal.make;

import io.github.taskloom.CycleException;
import io.github.taskloom.TaskState;
import io.github.taskloom.TaskStateException;
import io.github.taskloom.fsm.FsmException;
import io.github.taskloom.internal.plan.CycleFound;
import io.github.taskloom.internal.plan.Dependents;
import io.github.taskloom.internal.plan.Layers;
import io.github.taskloom.internal.plan.Mark;
import io.github.taskloom.internal.task.AtWork;
import io.github.taskloom.internal.task.Blocker;
import io.github.taskloom.internal.task.Edges;
import io.github.taskloom.internal.task.Policy;
import io.github.taskloom.internal.task.Runner;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.internal.task.TaskTelling;
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
public final class Plan<G> {
  /** Only one walk at a time numbers the tasks themselves; others keep a table meanwhile. */
  private static final AtomicBoolean MARKS_TAKEN = new AtomicBoolean();

  private static final Mark<TaskNode<?>> MARK =
      new Mark<>() {
        @Override
        public int get(TaskNode<?> task) {
          return task.mark();
        }

        @Override
        public void set(TaskNode<?> task, int number) {
          task.mark(number);
        }
      };

  // Null as long as there are none, as in most makes; tasks are equal by identity.
  private @Nullable Set<TaskNode<?>> settled;
  private @Nullable List<Decision> decided;

  private final Collection<? extends TaskNode<?>> given;
  private final G graph;
  private boolean mayRepeat;

  /** A task that cannot run, and the prerequisite that decided it. */
  record Decision(TaskNode<?> task, Blocker by) {}

  /** A way to arrange nodes. */
  private interface Arrangement<G> {
    G of(
        Collection<? extends TaskNode<?>> given,
        Predicate<TaskNode<?>> leftOut,
        Function<TaskNode<?>, TaskNode<?>[]> prerequisites,
        @Nullable Mark<TaskNode<?>> mark)
        throws CycleFound;
  }

  private Plan(
      Collection<? extends TaskNode<?>> given,
      @Nullable Runner caller,
      Arrangement<G> arrangement) {
    this.given = given;
    graph =
        arranged(
            given,
            task -> isSettled(task, caller),
            task -> prerequisites(task, caller),
            arrangement);
  }

  /**
   * Plans a make by layers.
   *
   * @param caller what the calling thread runs in; a make must not wait for that
   * @throws FsmException if a task, given or required, is in PREPARE
   * @throws CycleException if the tasks require each other in a circle
   */
  public static Plan<Layers<TaskNode<?>>> layered(
      Collection<? extends TaskNode<?>> given, @Nullable Runner caller) {
    return new Plan<>(given, caller, Layers::of);
  }

  /** Plans a make by who depends on whom; parameters and exceptions as in {@link #layered}. */
  static Plan<Dependents<TaskNode<?>>> eager(
      Collection<? extends TaskNode<?>> given, @Nullable Runner caller) {
    return new Plan<>(given, caller, Dependents::of);
  }

  /** Layers of tasks by any prerequisites; a cycle is told by the tasks' names. */
  public static Layers<TaskNode<?>> layersOf(
      Collection<? extends TaskNode<?>> given, Function<TaskNode<?>, TaskNode<?>[]> prerequisites) {
    return arranged(given, task -> false, prerequisites, Layers::of);
  }

  private static <G> G arranged(
      Collection<? extends TaskNode<?>> given,
      Predicate<TaskNode<?>> leftOut,
      Function<TaskNode<?>, TaskNode<?>[]> prerequisites,
      Arrangement<G> arrangement) {
    boolean marking = MARKS_TAKEN.compareAndSet(false, true);
    try {
      return arrangement.of(given, leftOut, prerequisites, marking ? MARK : null);
    } catch (CycleFound found) {
      List<TaskNode<?>> path = new ArrayList<>();
      found.path().forEach(task -> path.add((TaskNode<?>) task));
      throw new CycleException(path);
    } finally {
      if (marking) {
        MARKS_TAKEN.set(false);
      }
    }
  }

  /** The given tasks that are settled already, each once, in order. */
  Collection<TaskNode<?>> settled() {
    return settled == null ? List.of() : settled;
  }

  /** What settles without running, in order. */
  List<Decision> decided() {
    return decided == null ? List.of() : decided;
  }

  /** What was asked for. */
  Collection<? extends TaskNode<?>> given() {
    return given;
  }

  /**
   * Whether a task was given, by a look at each that was: for the few tasks that have no position
   * yet.
   */
  boolean isGiven(TaskNode<?> task) {
    return given.contains(task);
  }

  /** Whether a task may have several attempts in one make. */
  boolean mayRepeat() {
    return mayRepeat;
  }

  /** What is to be settled. */
  public G graph() {
    return graph;
  }

  private boolean isSettled(TaskNode<?> given, @Nullable Runner caller) {
    if (!isOver(given, given.state(), caller)) {
      return false;
    }
    if (settled == null) {
      settled = new LinkedHashSet<>();
    }
    settled.add(given);
    return true;
  }

  /** Whether nothing of a task is to be waited for, its callbacks included. */
  private static boolean isOver(TaskNode<?> task, TaskState state, @Nullable Runner caller) {
    return state.isSettled() && TaskTelling.isTold(task, caller);
  }

  private TaskNode<?>[] prerequisites(TaskNode<?> task, @Nullable Runner caller) {
    TaskState state = task.state();
    ensurePrepared(task, state);
    if (state == TaskState.RUNNING && caller != null && AtWork.isInside(caller, task)) {
      throw new TaskStateException(
          task, task.name() + " would wait for itself: its function makes what requires it");
    }
    if (state != TaskState.PENDING) {
      return Edges.NONE; // settled, or to be settled by another thread
    }
    Policy<?> policy = task.policy();
    boolean ruled = policy != null && policy.hasRules();
    mayRepeat |= policy != null && (policy.retry() != null || !policy.attempts().isEmpty());
    TaskNode<?>[] required = task.required();
    if (required.length == 0) {
      return required;
    }
    int open = 0;
    boolean failed = false;
    for (TaskNode<?> prerequisite : required) {
      TaskState its = prerequisite.state();
      ensurePrepared(prerequisite, its);
      open += isOver(prerequisite, its, caller) ? 0 : 1;
      failed |= isOver(prerequisite, its, caller) && its != TaskState.DONE;
    }
    if (failed || ruled) {
      Blocker blocker = Blocker.among(task);
      if (blocker != null
          && blocker.decides()
          && TaskTelling.isTold(blocker.task(), caller)) { // else its turn decides, after those
        if (decided == null) {
          decided = new ArrayList<>();
        }
        decided.add(new Decision(task, blocker));
        return Edges.NONE;
      }
    }
    return open == required.length ? required : unsettled(required, open, caller);
  }

  private static TaskNode<?>[] unsettled(
      TaskNode<?>[] required, int about, @Nullable Runner caller) {
    List<TaskNode<?>> unsettled = new ArrayList<>(about);
    for (TaskNode<?> prerequisite : required) {
      if (!isOver(prerequisite, prerequisite.state(), caller)) {
        unsettled.add(prerequisite);
      }
    }
    return unsettled.isEmpty() ? Edges.NONE : unsettled.toArray(TaskNode<?>[]::new);
  }

  private static void ensurePrepared(TaskNode<?> task, TaskState state) {
    if (state == TaskState.PREPARE) {
      throw new TaskStateException(
          task, task.name() + " is in PREPARE: call its prepared() before it is made");
    }
  }
}
