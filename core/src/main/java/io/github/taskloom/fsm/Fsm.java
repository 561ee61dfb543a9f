package io.github.taskloom.fsm;

import io.github.taskloom.internal.observe.Observers;
import io.github.taskloom.internal.observe.TransitionDrawing;
import io.github.taskloom.internal.report.Refusal;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A finite state machine without locks: one CAS per transition decides, and the loser learns the
 * state that beat it.
 *
 * <pre>{@code
 * Fsm<Door, Act> door = new Fsm<>(DOOR, CLOSED);
 * door.onEnter(LOCKED, transition -> lamp.red());
 * door.fire(LOCK_IT);
 * }</pre>
 *
 * <p>Every method may be called from any thread. Callbacks run after the CAS, with nothing held, in
 * the thread that fired: the any-state ones first, then those of the state that was entered, in the
 * order of registration, exactly once per transition. A callback may fire events, register and
 * remove callbacks. One that throws is reported to the {@link System.Logger} of this class and
 * changes nothing.
 *
 * <p>Memory effects: what a thread did before it fired an event happens-before what another does
 * after it saw the state that the event led to.
 *
 * @param <S> the states
 * @param <E> the events
 * @since 0.1.0
 */
public class Fsm<S extends Enum<S>, E extends Enum<E>> implements Machine<S, E> {
  private static final VarHandle STATUS =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "status", VarHandle.class, Fsm.class, Status.class);

  private static final VarHandle OBSERVERS =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "observers", VarHandle.class, Fsm.class, Observers.class);

  /** State, attempt and detail in one word; changed by {@link #transition} and at the begin. */
  private volatile Status<S> status;

  /** Null until a callback or a history is asked for; written through OBSERVERS. */
  private volatile @Nullable Observers<S, E> observers;

  /**
   * A machine that stands in a state.
   *
   * @param transitions the table that it follows
   * @param initial the state it begins in
   */
  @SuppressWarnings("this-escape") // the handle writes a field of this, nothing else sees it
  public Fsm(Transitions<S, E> transitions, S initial) {
    this(transitions.plain(initial));
  }

  /**
   * A machine without a state, for subclasses that load theirs first; every event throws until
   * {@link #initialState} was called.
   *
   * @param transitions the table that it follows
   */
  @SuppressWarnings("this-escape") // as above
  protected Fsm(Transitions<S, E> transitions) {
    this(transitions.unset());
  }

  @SuppressWarnings("NullAway") // it does not see a write through a handle
  private Fsm(Status<S> initial) {
    // Plain: no other thread sees the machine yet, and a volatile store would cost a fence each.
    STATUS.set(this, initial);
  }

  /**
   * Gives a machine that was made without a state its state; no event is fired.
   *
   * @param state the state
   * @throws FsmException if it has one already
   */
  protected final void initialState(S state) {
    Status<S> unset = transitions().unset();
    if (swing(unset, transitions().plain(Objects.requireNonNull(state))) != unset) {
      throw new FsmException(this, name() + " is " + state() + " already");
    }
  }

  /**
   * What messages and drawings call this machine.
   *
   * @return the name; that of the state type unless a subclass says otherwise
   */
  @Override
  public String name() {
    return transitions().name();
  }

  /**
   * The table that this machine follows.
   *
   * @return the table
   */
  public final Transitions<S, E> transitions() {
    return table(status);
  }

  /** As {@link #transitions()}, from a status that was read before: the same for all of them. */
  @SuppressWarnings("unchecked") // a status is made by the table of its machine
  private Transitions<S, E> table(Status<S> any) {
    return (Transitions<S, E>) any.transitions;
  }

  /**
   * The state at this moment.
   *
   * @return the state
   * @throws IllegalStateException if it has none yet
   */
  @Override
  public final S state() {
    return status.state();
  }

  /**
   * The state with its attempt and detail, in one look.
   *
   * @return the status
   */
  public final Status<S> status() {
    return status;
  }

  /**
   * Fires an event.
   *
   * @param event the event
   * @return the state that it led to
   * @throws FsmException if the event is not allowed in the present state
   */
  public final S fire(E event) {
    return fire(event, null);
  }

  /**
   * Fires an event and says why.
   *
   * @param event the event
   * @param detail what {@link Status#detail()} and the transition record will show; may be null
   * @return the state that it led to
   * @throws FsmException if the event is not allowed in the present state
   */
  public final S fire(E event, @Nullable Object detail) {
    Status<S> now = status;
    while (true) {
      if (!allows(now, event)) {
        throw refused(now, event);
      }
      Status<S> witness = transition(now, event, detail);
      if (witness == now) {
        return Objects.requireNonNull(transitions().next(now.state(), event));
      }
      now = witness;
    }
  }

  /**
   * Fires an event if it is allowed.
   *
   * @param event the event
   * @return true if this call made the transition
   */
  public final boolean tryFire(E event) {
    return tryFire(event, null);
  }

  /**
   * Fires an event if it is allowed, and says why.
   *
   * @param event the event
   * @param detail as in {@link #fire(Enum, Object)}
   * @return true if this call made the transition
   */
  public final boolean tryFire(E event, @Nullable Object detail) {
    Status<S> now = status;
    while (allows(now, event)) {
      Status<S> witness = transition(now, event, detail);
      if (witness == now) {
        return true;
      }
      now = witness;
    }
    return false;
  }

  @Override
  public final String transitionsToDot() {
    Status<S> now = status;
    return TransitionDrawing.draw(
        transitions(), name(), now.isSet() ? now.state() : null, history());
  }

  /**
   * A drawing of this machine as a DOT digraph.
   *
   * @return {@link #transitionsToDot()}, unless a subclass has something better to draw
   */
  public String toDot() {
    return transitionsToDot();
  }

  @Override
  public final Registration onTransition(Consumer<? super Transition<S, E>> callback) {
    return Observers.register(OBSERVERS, this, null, callback);
  }

  @Override
  public final Registration onEnter(S state, Consumer<? super Transition<S, E>> callback) {
    return Observers.register(OBSERVERS, this, Objects.requireNonNull(state), callback);
  }

  @Override
  public final void keepHistory(int capacity) {
    Observers.<S, E>keepHistory(OBSERVERS, this, capacity);
  }

  @Override
  public final List<Transition<S, E>> history() {
    return Observers.kept(observers);
  }

  /**
   * Whether {@link #fire} and {@link #tryFire} may make this transition; a subclass may forbid more
   * than its table does.
   *
   * @param from the status to leave
   * @param event the event
   * @return true if it is allowed
   */
  protected boolean allows(Status<S> from, E event) {
    return transitions().next(from.state(), event) != null;
  }

  /**
   * Runs just after the CAS of a transition, before the callbacks, in the thread that fired.
   *
   * @param from the status before
   * @param event the event
   * @param to the status after
   */
  protected void entered(Status<S> from, E event, Status<S> to) {}

  /** One transition by an event that is allowed; returns the witness of the CAS. */
  private Status<S> transition(Status<S> expected, E event, @Nullable Object detail) {
    Status<S> next = next(expected, event, detail);
    Status<S> witness = swing(expected, next);
    if (witness == expected) {
      entered(expected, event, next);
      Observers<S, E> current = observers;
      if (current != null) {
        current.tell(Fsm.class, Transition.now(this, expected, event, next));
      }
    }
    return witness;
  }

  /** The one place where the status changes. */
  @SuppressWarnings("unchecked") // the field holds nothing else
  private Status<S> swing(Status<S> expected, Status<S> next) {
    return (Status<S>) STATUS.compareAndExchange(this, expected, next);
  }

  private Status<S> next(Status<S> from, E event, @Nullable Object detail) {
    Transitions<S, E> table = table(from);
    S to = table.next(from.state(), event);
    if (to == null) { // a subclass has allowed more than its table
      throw refused(from, event);
    }
    return from.next(to, table.opensAttempt(event), observers != null, detail);
  }

  private FsmException refused(Status<S> from, E event) {
    return new FsmException(
        this, Refusal.of(name(), from.state(), event, other -> allows(from, other)));
  }
}
