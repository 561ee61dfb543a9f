package io.github.taskloom.fsm;

import java.util.List;
import java.util.function.Consumer;

/**
 * What a finite state machine shows to those who watch it; what may be done with it, its own type
 * says. Every method may be called from any thread.
 *
 * @param <S> the states
 * @param <E> the events
 * @since 0.1.0
 */
public interface Machine<S extends Enum<S>, E extends Enum<E>> {

  /**
   * What messages and drawings call this machine.
   *
   * @return the name
   */
  String name();

  /**
   * The state at this moment.
   *
   * @return the state
   */
  S state();

  /**
   * Calls back on every transition.
   *
   * @param callback runs in the thread that makes the transition; one that throws is reported and
   *     changes nothing
   * @return the handle that removes it
   */
  Registration onTransition(Consumer<? super Transition<S, E>> callback);

  /**
   * Calls back on every transition into a state.
   *
   * @param state the state
   * @param callback as for {@link #onTransition}
   * @return the handle that removes it
   */
  Registration onEnter(S state, Consumer<? super Transition<S, E>> callback);

  /**
   * Keeps the last transitions from now on.
   *
   * @param capacity how many to keep; 0 turns the history off
   * @throws IllegalArgumentException if {@code capacity} is negative
   */
  void keepHistory(int capacity);

  /**
   * The transitions that were kept.
   *
   * @return oldest first; empty while the history is off
   */
  List<Transition<S, E>> history();

  /**
   * The table of this machine as a DOT digraph, with the present state filled and the edges marked
   * that the history has seen travelled.
   *
   * @return the text
   */
  String transitionsToDot();
}
