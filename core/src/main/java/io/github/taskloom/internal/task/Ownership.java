package io.github.taskloom.internal.task;

import io.github.taskloom.fsm.Registration;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whose a task is between two attempts: the make that owns it alone begins the next attempt, and
 * other makes wait. A make has one ownership for all such tasks, and gives it up once, when it
 * starts nothing more; from then on other makes may take them.
 *
 * <p>To register a waiter and to remove it costs the same however many there are: there may be one
 * for each task.
 */
public final class Ownership {
  private static final VarHandle WAITING =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "waiting", VarHandle.class, Ownership.class, Set.class);

  /** One that waits; equal by identity alone. Removing it decides which thread runs it. */
  private static final class Waiter {
    private final Runnable action;

    Waiter(Runnable action) {
      this.action = action;
    }
  }

  /** Null once it is given up: what has a task's history need not have the make. */
  private volatile @Nullable Predicate<Runner> heldUpBy;

  private volatile boolean givenUp;

  /** Null until one waits: most makes meet no other. */
  private volatile @Nullable Set<Waiter> waiting;

  /** Of a make that can always bring another thread. */
  public Ownership() {
    this(runner -> false);
  }

  /**
   * Of a make.
   *
   * @param heldUpBy whether all threads that it may have could be held up by what runs there
   */
  public Ownership(Predicate<Runner> heldUpBy) {
    this.heldUpBy = heldUpBy;
  }

  /**
   * Whether this make may be unable to begin the next attempt before the function that calls
   * another make has ended. Then that other make does not wait for it, but takes the task over.
   */
  public boolean isHeldUpBy(@Nullable Runner caller) {
    Predicate<Runner> test = heldUpBy;
    return caller != null && test != null && test.test(caller);
  }

  public boolean isGivenUp() {
    return givenUp;
  }

  public void giveUp() {
    heldUpBy = null;
    givenUp = true; // before the look: one that comes after it sees this
    Set<Waiter> all = waiting;
    if (all != null) {
      for (Waiter waiter : all) {
        run(all, waiter);
      }
    }
  }

  /** Runs an action once this is given up; at once if it is. Runs it once. */
  public Registration whenGivenUp(Runnable action) {
    Set<Waiter> all = waiting();
    Waiter waiter = new Waiter(action);
    all.add(waiter);
    if (givenUp) {
      run(all, waiter);
    }
    return () -> all.remove(waiter);
  }

  private static void run(Set<Waiter> all, Waiter waiter) {
    if (all.remove(waiter)) {
      waiter.action.run();
    }
  }

  @SuppressWarnings("unchecked") // the field holds nothing else
  private Set<Waiter> waiting() {
    Set<Waiter> known = waiting;
    if (known == null) {
      Set<Waiter> fresh = ConcurrentHashMap.newKeySet();
      known = (Set<Waiter>) WAITING.compareAndExchange(this, null, fresh);
      if (known == null) {
        return fresh;
      }
    }
    return known;
  }
}
