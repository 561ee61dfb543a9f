package io.github.taskloom.fsm;

import io.github.taskloom.internal.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The callbacks of a machine and its history: immutable, replaced whole by a CAS, so that telling
 * needs no lock and registering during a call is safe. It exists only once someone listens.
 *
 * @param list any-state ones first, then the others, each part in the order of registration
 * @param history null while it is off
 */
record Observers<S extends Enum<S>, E extends Enum<E>>(
    List<Observer<S, E>> list, @Nullable History<S, E> history) {

  /** A callback for entering one state, or any state when it is null; equal by identity alone. */
  static final class Observer<S extends Enum<S>, E extends Enum<E>> {
    private final @Nullable S state;
    private final Consumer<? super Transition<S, E>> callback;

    Observer(@Nullable S state, Consumer<? super Transition<S, E>> callback) {
      this.state = state;
      this.callback = callback;
    }

    private void tell(Transition<S, E> transition) {
      if (state == null || state == transition.to()) {
        try {
          callback.accept(transition);
        } catch (Throwable thrown) { // a callback must not change what became of the machine
          String what = "A callback failed on the transition " + transition;
          Report.warn(Fsm.class, what, thrown);
        }
      }
    }
  }

  static <S extends Enum<S>, E extends Enum<E>> Observers<S, E> none() {
    return new Observers<>(List.of(), null);
  }

  Observers<S, E> with(Observer<S, E> added) {
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

  Observers<S, E> without(Observer<S, E> removed) {
    return new Observers<>(list.stream().filter(observer -> observer != removed).toList(), history);
  }

  Observers<S, E> with(@Nullable History<S, E> other) {
    return new Observers<>(list, other);
  }

  void tell(Transition<S, E> transition) {
    if (history != null) {
      history.add(transition);
    }
    for (Observer<S, E> observer : list) {
      observer.tell(transition);
    }
  }
}
