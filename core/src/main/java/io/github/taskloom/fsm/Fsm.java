package io.github.taskloom.fsm;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
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
public class Fsm<S extends Enum<S>, E extends Enum<E>> extends Observed<S, E> {
  private static final VarHandle STATUS =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "status", VarHandle.class, Fsm.class, Status.class);

  /** State, attempt and detail in one word; changed by {@link #swing} alone. */
  private volatile Status<S> status;

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
    // Plain: nobody else can see the machine yet, and a volatile store would cost a fence per task.
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
  public S fire(E event, @Nullable Object detail) {
    Status<S> now = status;
    while (true) {
      if (!allows(now, event)) {
        throw refused(refusal(now, event));
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
  public boolean tryFire(E event, @Nullable Object detail) {
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

  /**
   * The table as a DOT digraph, with the present state filled and the edges marked that the history
   * has seen travelled.
   *
   * @return the text
   */
  public final String transitionsToDot() {
    Status<S> now = status;
    return FsmDrawing.draw(transitions(), name(), now.isSet() ? now.state() : null, history());
  }

  /**
   * A drawing of this machine as a DOT digraph.
   *
   * @return {@link #transitionsToDot()}, unless a subclass has something better to draw
   */
  public String toDot() {
    return transitionsToDot();
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
   * Runs just before a CAS that leaves a status; the CAS may then lose.
   *
   * @param from the status to leave
   * @param event the event
   */
  protected void leaving(Status<S> from, E event) {}

  /**
   * Runs just after the CAS of a transition, before the callbacks, in the thread that fired.
   *
   * @param from the status before
   * @param event the event
   * @param to the status after
   */
  protected void entered(Status<S> from, E event, Status<S> to) {}

  /**
   * Tries one transition from a status, without asking {@link #allows}.
   *
   * @param expected the status to leave
   * @param event an event that the table allows there
   * @param detail the detail of the new status; may be null
   * @return the witness of the CAS: {@code expected} if the transition was made, else the status
   *     that stands instead
   */
  protected final Status<S> transition(Status<S> expected, E event, @Nullable Object detail) {
    S to = table(expected).next(expected.state(), event);
    if (to == null) {
      throw refused(refusal(expected, event));
    }
    return transition(expected, event, next(expected, event, to, detail));
  }

  /**
   * As {@link #transition(Status, Enum, Object)}, towards a status made by {@link
   * #prepared(Transitions, Enum, Object)}: whoever enters the same state with the same detail often
   * need not allocate each time.
   *
   * @param expected the status to leave
   * @param event an event that the table allows there
   * @param prepared the status to enter
   * @return the witness, as there
   */
  protected final Status<S> transitionTo(Status<S> expected, E event, Status<S> prepared) {
    boolean numbered = observers() != null || expected.sequence() > 0 || expected.attempt() > 1;
    return transition(
        expected,
        event,
        numbered ? next(expected, event, prepared.state(), prepared.detail()) : prepared);
  }

  private Status<S> transition(Status<S> expected, E event, Status<S> next) {
    leaving(expected, event);
    Status<S> witness = swing(expected, next);
    if (witness == expected) {
      entered(expected, event, next);
      Observers<S, E> current = observers();
      if (current != null) {
        current.tell(
            new Transition<>(
                this,
                expected.state(),
                event,
                next.state(),
                Instant.now(),
                next.sequence(),
                next.attempt(),
                next.detail()));
      }
    }
    return witness;
  }

  /**
   * Replaces the detail of a status; this is no transition, and nobody is called back.
   *
   * @param expected the status that must still stand
   * @param replacement the status that stands from then on: {@code expected} with another detail
   * @return the witness of the CAS: {@code expected} if it was replaced
   */
  protected final Status<S> amend(Status<S> expected, Status<S> replacement) {
    return swing(expected, replacement);
  }

  /**
   * A status with another detail, for {@link #amend}.
   *
   * @param status the status
   * @param detail the detail; may be null
   * @param <S> the states
   * @return a new instance
   */
  protected static <S extends Enum<S>> Status<S> withDetail(
      Status<S> status, @Nullable Object detail) {
    return status.withDetail(detail);
  }

  /**
   * A status of the first attempt, to be entered by {@link #transitionTo}.
   *
   * @param transitions the table
   * @param state the state
   * @param detail the detail; may be null
   * @param <S> the states
   * @return a new instance
   */
  protected static <S extends Enum<S>> Status<S> prepared(
      Transitions<S, ?> transitions, S state, @Nullable Object detail) {
    return transitions.plain(state).withDetail(detail);
  }

  /** The one place where the status changes. */
  @SuppressWarnings("unchecked") // the field holds nothing else
  private Status<S> swing(Status<S> expected, Status<S> next) {
    return (Status<S>) STATUS.compareAndExchange(this, expected, next);
  }

  /** Shared while nobody listens; once numbered, always numbered, so that numbers only rise. */
  private Status<S> next(Status<S> from, E event, S to, @Nullable Object detail) {
    boolean numbered = observers() != null || from.sequence() > 0;
    int attempt = from.attempt() + (table(from).opensAttempt(event) ? 1 : 0);
    if (!numbered && attempt == 1 && detail == null) {
      return table(from).plain(to);
    }
    long sequence = numbered ? from.sequence() + 1 : 0;
    return new Status<>(from.transitions, to, attempt, sequence, detail);
  }

  private String refusal(Status<S> from, E event) {
    Set<E> allowed = EnumSet.noneOf(event.getDeclaringClass());
    for (E other : event.getDeclaringClass().getEnumConstants()) {
      if (allows(from, other)) {
        allowed.add(other);
      }
    }
    return name()
        + " is "
        + from.state()
        + ": event "
        + event
        + " is not allowed"
        + (allowed.isEmpty() ? ", nor is any other" : "; allowed are " + allowed)
        + advice(from, event);
  }

  /**
   * The exception for an event that is not allowed.
   *
   * @param message what happened and what would be allowed
   * @return a new exception about this machine
   */
  protected FsmException refused(String message) {
    return new FsmException(this, message);
  }

  /**
   * What to do instead of an event that is refused; appended to the exception's message.
   *
   * @param from the status that refuses
   * @param event the event
   * @return the advice, empty if there is none
   */
  protected String advice(Status<S> from, E event) {
    return "";
  }
}
