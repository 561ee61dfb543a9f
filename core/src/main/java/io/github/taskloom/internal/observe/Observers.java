package io.github.taskloom.internal.observe;

import io.github.taskloom.fsm.Registration;
import io.github.taskloom.fsm.Transition;
import io.github.taskloom.internal.report.Report;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The callbacks of a machine and its history: immutable, replaced whole by a CAS on the field of
 * the machine that holds it, so that telling needs no lock and registering during a call is safe.
 * The field is null until the first callback, and never null again, so that numbers go on rising.
 *
 * @param list any-state ones first, then the others, each part in the order of registration
 * @param history null while it is off
 */
public record Observers<S extends Enum<S>, E extends Enum<E>>(
    List<Observer<S, E>> list, @Nullable History<S, E> history) {

  /** A callback for entering one state, or any state when it is null; equal by identity alone. */
  private static final class Observer<S extends Enum<S>, E extends Enum<E>> {
    private final @Nullable S state;
    private final Consumer<? super Transition<S, E>> callback;

    Observer(@Nullable S state, Consumer<? super Transition<S, E>> callback) {
      this.state = state;
      this.callback = Objects.requireNonNull(callback);
    }

    private void tell(Class<?> reporter, Transition<S, E> transition) {
      if (state == null || state == transition.to()) {
        try {
          callback.accept(transition);
        } catch (Throwable thrown) { // a callback must not change what became of the machine
          String what = "A callback failed on the transition " + transition;
          Report.warn(reporter, what, thrown);
        }
      }
    }
  }

  /**
   * Calls back on transitions from now on.
   *
   * @param field of the owner; holds its observers
   * @param state the state to be entered; null for any
   */
  public static <S extends Enum<S>, E extends Enum<E>> Registration register(
      VarHandle field,
      Object owner,
      @Nullable S state,
      Consumer<? super Transition<S, E>> callback) {
    Observer<S, E> observer = new Observer<>(state, callback);
    Observers.<S, E>change(field, owner, old -> old.with(observer));
    return () -> Observers.<S, E>change(field, owner, old -> old.without(observer));
  }

  /** Keeps so many transitions from now on; none for 0. */
  public static <S extends Enum<S>, E extends Enum<E>> void keepHistory(
      VarHandle field, Object owner, int capacity) {
    History<S, E> history = ofCapacity(capacity);
    Observers.<S, E>change(field, owner, old -> new Observers<>(old.list, history));
  }

  private static <S extends Enum<S>, E extends Enum<E>> @Nullable History<S, E> ofCapacity(
      int capacity) {
    if (capacity < 0) {
      throw new IllegalArgumentException("The history's capacity is negative: " + capacity);
    }
    return capacity == 0 ? null : new History<>(capacity);
  }

  /** What was kept, oldest first; empty while the history is off. */
  public static <S extends Enum<S>, E extends Enum<E>> List<Transition<S, E>> kept(
      @Nullable Observers<S, E> observers) {
    History<S, E> history = observers == null ? null : observers.history;
    return history == null ? List.of() : history.oldestFirst();
  }

  @SuppressWarnings("unchecked") // the field holds nothing else
  private static <S extends Enum<S>, E extends Enum<E>> void change(
      VarHandle field, Object owner, UnaryOperator<Observers<S, E>> change) {
    Object now = field.getVolatile(owner);
    while (true) {
      Observers<S, E> old = now == null ? new Observers<>(List.of(), null) : (Observers<S, E>) now;
      Object witness = field.compareAndExchange(owner, now, change.apply(old));
      if (witness == now) {
        return;
      }
      now = witness;
    }
  }

  private Observers<S, E> with(Observer<S, E> added) {
    int place = list.size();
    if (added.state == null) {
      place = 0;
      while (place < list.size() && list.get(place).state == null) {
        place++;
      }
    }
    List<Observer<S, E>> longer = new ArrayList<>(list);
    longer.add(place, added);
    return new Observers<>(List.copyOf(longer), history);
  }

  private Observers<S, E> without(Observer<S, E> removed) {
    return new Observers<>(list.stream().filter(observer -> observer != removed).toList(), history);
  }

  /**
   * After the CAS of a transition, by the thread that made it.
   *
   * @param reporter in whose name what a callback throws is reported
   */
  public void tell(Class<?> reporter, Transition<S, E> transition) {
    if (history != null) {
      history.add(transition);
    }
    for (Observer<S, E> observer : list) {
      observer.tell(reporter, transition);
    }
  }
}
