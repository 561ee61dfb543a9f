package io.github.taskloom.internal.task;

import io.github.taskloom.fsm.Registration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The callbacks of a task that settles: which threads are at them, and which makes wait for their
 * end. A task is <em>told</em> when it has settled and none is at its callbacks any more.
 *
 * <p>A thread is entered before the CAS that settles the task and leaves after the last callback,
 * so a reader that sees the task settled, and then no thread entered, knows that they have ended.
 * Entered is a {@link Runner} that its thread carries during the callbacks: what one of those makes
 * is known to run inside of it, and does not wait for it.
 */
public final class TaskTelling {
  private TaskTelling() {}

  /** Immutable, in a field that is null when no thread is at the callbacks. */
  static final class Tellers {
    private final List<Runner> by; // at least one
    private final List<Runnable> whenTold; // equal by identity

    private Tellers(List<Runner> by, List<Runnable> whenTold) {
      this.by = by;
      this.whenTold = whenTold;
    }

    private Tellers with(Runner added) {
      return new Tellers(concat(by, added), whenTold);
    }

    private Tellers with(Runnable added) {
      return new Tellers(by, concat(whenTold, added));
    }

    /** Null if none is left; then without an object, since there may be no memory. */
    private @Nullable Tellers without(Runner gone) {
      return by.size() == 1
          ? null
          : new Tellers(by.stream().filter(other -> other != gone).toList(), whenTold);
    }

    private Tellers without(Runnable gone) {
      return new Tellers(by, whenTold.stream().filter(other -> other != gone).toList());
    }

    private static <E> List<E> concat(List<E> list, E added) {
      return Stream.concat(list.stream(), Stream.of(added)).toList();
    }
  }

  /** Makes a transition that settles an observed task, with its callbacks. */
  static TaskStatus during(TaskNode<?> task, Supplier<TaskStatus> transition) {
    Runner carried = Runner.current();
    boolean isItsOwn =
        carried != null && carried.task() == task && carried.thread() == Thread.currentThread();
    if (carried != null && isItsOwn) {
      return during(task, carried, transition);
    }
    // No frame of the engine's is below that could leave the callbacks where the stack ends in
    // between.
    StackRoom.ensureAmple();
    Runner apart = Runner.here();
    apart.task(task); // what the callbacks are at work for
    TaskStatus[] witness = new TaskStatus[1];
    RunInside.carried(apart, () -> witness[0] = during(task, apart, transition));
    return witness[0];
  }

  private static TaskStatus during(
      TaskNode<?> task, Runner teller, Supplier<TaskStatus> transition) {
    enter(task.extrasToWrite(), teller);
    try {
      return transition.get();
    } finally {
      leave(task, teller);
    }
  }

  private static void enter(Extras<?> extras, Runner teller) {
    Tellers now = extras.tellers;
    while (true) {
      Tellers next = now == null ? new Tellers(List.of(teller), List.of()) : now.with(teller);
      Tellers witness = (Tellers) Extras.TELLERS.compareAndExchange(extras, now, next);
      if (witness == now) {
        return;
      }
      now = witness;
    }
  }

  /** By the thread itself; again where there was no stack to do it. */
  static void leave(TaskNode<?> task, Runner teller) {
    Extras<?> extras = task.extras();
    Tellers now = extras == null ? null : extras.tellers;
    while (extras != null && now != null && now.by.contains(teller)) {
      Tellers next = now.without(teller);
      if (next == null && !now.whenTold.isEmpty()) {
        StackRoom.ensure();
      }
      Tellers witness = (Tellers) Extras.TELLERS.compareAndExchange(extras, now, next);
      if (witness == now) {
        if (next == null) {
          now.whenTold.forEach(Runnable::run);
        }
        return;
      }
      now = witness;
    }
  }

  /**
   * After a look that has shown a task settled: whether its callbacks have ended, for a make.
   *
   * @param caller what the make runs in: it does not wait for a callback that it is called by
   */
  public static boolean isTold(TaskNode<?> task, @Nullable Runner caller) {
    Extras<?> extras = task.extras();
    Tellers now = extras == null ? null : extras.tellers;
    return now == null
        || (caller != null && now.by.stream().anyMatch(by -> AtWork.isWithin(caller, by)));
  }

  /** Runs an action when the callbacks have ended: by the thread that ends them, or now. */
  public static Registration whenTold(TaskNode<?> task, Runnable action) {
    Extras<?> extras = task.extras();
    Tellers now = extras == null ? null : extras.tellers;
    while (extras != null && now != null) {
      Extras<?> mine = extras;
      Tellers witness = (Tellers) Extras.TELLERS.compareAndExchange(mine, now, now.with(action));
      if (witness == now) {
        return () -> forget(mine, action);
      }
      now = witness;
    }
    action.run();
    return () -> {};
  }

  private static void forget(Extras<?> extras, Runnable action) {
    Tellers now = extras.tellers;
    while (now != null) {
      Tellers witness =
          (Tellers) Extras.TELLERS.compareAndExchange(extras, now, now.without(action));
      if (witness == now) {
        return;
      }
      now = witness;
    }
  }

  /** The threads at the callbacks of a task at this moment. */
  public static List<Runner> tellers(TaskNode<?> task) {
    Extras<?> extras = task.extras();
    Tellers now = extras == null ? null : extras.tellers;
    return now == null ? List.of() : now.by;
  }
}
