package io.github.taskloom.fsm;

import io.github.taskloom.fsm.Observers.Observer;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Who listens to a machine, and the history that it keeps: the half of an {@link Fsm} that no
 * transition waits for.
 *
 * @param <S> the states
 * @param <E> the events
 */
abstract class Observed<S extends Enum<S>, E extends Enum<E>> {
  private static final VarHandle OBSERVERS =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "observers", VarHandle.class, Observed.class, Observers.class);

  /** Null until someone listens, and never null again, so that numbers go on rising. */
  private volatile @Nullable Observers<S, E> observers;

  Observed() {}

  final @Nullable Observers<S, E> observers() {
    return observers;
  }

  /**
   * Calls back on every transition.
   *
   * @param callback runs in the thread that fires
   * @return the handle that removes it
   */
  public final Registration onTransition(Consumer<? super Transition<S, E>> callback) {
    return register(new Observer<>(null, Objects.requireNonNull(callback)));
  }

  /**
   * Calls back on every transition into a state.
   *
   * @param state the state
   * @param callback runs in the thread that fires
   * @return the handle that removes it
   */
  public final Registration onEnter(S state, Consumer<? super Transition<S, E>> callback) {
    return register(
        new Observer<>(Objects.requireNonNull(state), Objects.requireNonNull(callback)));
  }

  /**
   * Keeps the last transitions from now on.
   *
   * @param capacity how many to keep; 0 turns the history off
   * @throws IllegalArgumentException if {@code capacity} is negative
   */
  public final void keepHistory(int capacity) {
    if (capacity < 0) {
      throw new IllegalArgumentException("The history's capacity is negative: " + capacity);
    }
    History<S, E> history = capacity == 0 ? null : new History<>(capacity);
    changeObservers(old -> old.with(history));
  }

  /**
   * The transitions that were kept.
   *
   * @return oldest first; empty while the history is off
   */
  public final List<Transition<S, E>> history() {
    Observers<S, E> current = observers;
    History<S, E> history = current == null ? null : current.history();
    return history == null ? List.of() : history.oldestFirst();
  }

  private Registration register(Observer<S, E> observer) {
    changeObservers(old -> old.with(observer));
    return () -> changeObservers(old -> old.without(observer));
  }

  private void changeObservers(UnaryOperator<Observers<S, E>> change) {
    while (true) {
      Observers<S, E> old = observers;
      Observers<S, E> changed = change.apply(old == null ? Observers.none() : old);
      if (OBSERVERS.compareAndSet(this, old, changed)) {
        return;
      }
    }
  }
}
