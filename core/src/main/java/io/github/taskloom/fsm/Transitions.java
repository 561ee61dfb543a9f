package io.github.taskloom.fsm;

import io.github.taskloom.internal.observe.TransitionDrawing;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A transition table: which event leads from which state to which. Built once, checked, immutable
 * and shared by all machines that follow it.
 *
 * <pre>{@code
 * static final Transitions<Door, Act> DOOR = Transitions.of(Door.class, Act.class)
 *     .on(CLOSED, OPEN_IT, OPEN)
 *     .on(OPEN, CLOSE_IT, CLOSED)
 *     .build();
 * }</pre>
 *
 * @param <S> the states
 * @param <E> the events
 * @since 0.1.0
 */
@SuppressWarnings("EnumOrdinal") // a lookup per event: one array instead of a map of maps
public final class Transitions<S extends Enum<S>, E extends Enum<E>> {
  private final Class<S> stateType;
  private final S[] states;
  private final E[] events;

  /** The target of (state, event) at {@code state * events.length + event}; null: not allowed. */
  private final @Nullable Object[] targets;

  /** Per event whether it opens a new attempt. */
  private final boolean[] newAttempt;

  /** Per state the status without attempt or detail, shared by all machines. */
  private final Status<S>[] plain;

  private final Status<S> unset = new Status<>(this, null, 1, 0, null);

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
  private Transitions(Builder<S, E> builder) {
    stateType = builder.stateType;
    states = builder.states;
    events = builder.events;
    targets = builder.targets.clone();
    newAttempt = new boolean[events.length];
    builder.newAttempt.forEach(event -> newAttempt[event.ordinal()] = true);
    plain = new Status[states.length];
    for (S state : states) {
      plain[state.ordinal()] = new Status<>(this, state, 1, 0, null);
    }
  }

  /**
   * Begins a table.
   *
   * @param states the enum of the states
   * @param events the enum of the events
   * @param <S> the states
   * @param <E> the events
   * @return a builder
   */
  public static <S extends Enum<S>, E extends Enum<E>> Builder<S, E> of(
      Class<S> states, Class<E> events) {
    return new Builder<>(states, events);
  }

  /**
   * Where an event leads.
   *
   * @param from the state
   * @param event the event
   * @return the next state, or null when the event is not allowed there
   */
  @SuppressWarnings("unchecked") // only states are put into the table
  public @Nullable S next(S from, E event) {
    return (S) targets[from.ordinal() * events.length + event.ordinal()];
  }

  /**
   * The events that are allowed in a state, in the order of their enum.
   *
   * @param from the state
   * @return the events; empty for a terminal state
   */
  public Set<E> allowed(S from) {
    EnumSet<E> allowed = EnumSet.noneOf(events[0].getDeclaringClass());
    for (E event : events) {
      if (next(from, event) != null) {
        allowed.add(event);
      }
    }
    return allowed;
  }

  /**
   * Whether a state is terminal: no event leads out of it.
   *
   * @param state the state
   * @return true if nothing is allowed in it
   */
  public boolean isTerminal(S state) {
    return allowed(state).isEmpty();
  }

  /**
   * The states, in the order of their enum.
   *
   * @return the states
   */
  public List<S> states() {
    return List.of(states);
  }

  /**
   * The table as a DOT digraph, for Graphviz.
   *
   * @return the text
   */
  public String toDot() {
    return TransitionDrawing.draw(this, stateType.getSimpleName(), null, List.of());
  }

  /**
   * Whether an event opens a new attempt.
   *
   * @param event the event
   * @return true for those that {@link Builder#newAttemptOn} names
   */
  public boolean opensAttempt(E event) {
    return newAttempt[event.ordinal()];
  }

  Status<S> plain(S state) {
    return plain[state.ordinal()];
  }

  Status<S> unset() {
    return unset;
  }

  String name() {
    return stateType.getSimpleName();
  }

  /**
   * Collects the rows of a table. Not thread-safe.
   *
   * @param <S> the states
   * @param <E> the events
   * @since 0.1.0
   */
  public static final class Builder<S extends Enum<S>, E extends Enum<E>> {
    private final Class<S> stateType;
    private final S[] states;
    private final E[] events;
    private final @Nullable Object[] targets;
    private final EnumSet<E> newAttempt;
    private final EnumSet<S> initial;
    private @Nullable S first;

    private Builder(Class<S> stateType, Class<E> eventType) {
      this.stateType = stateType;
      states = stateType.getEnumConstants();
      events = eventType.getEnumConstants();
      if (states.length == 0 || events.length == 0) {
        throw new IllegalArgumentException(
            "A table needs states and events: " + stateType + ", " + eventType);
      }
      targets = new @Nullable Object[states.length * events.length];
      newAttempt = EnumSet.noneOf(eventType);
      initial = EnumSet.noneOf(stateType);
    }

    /**
     * Adds a row.
     *
     * @param from the state
     * @param event the event
     * @param to the state that the event leads to
     * @return this
     * @throws IllegalArgumentException if the event leads elsewhere from that state already
     */
    public Builder<S, E> on(S from, E event, S to) {
      Objects.requireNonNull(to);
      int cell = from.ordinal() * events.length + event.ordinal();
      if (targets[cell] != null && targets[cell] != to) {
        throw new IllegalArgumentException(
            from + "->" + event + " leads to " + targets[cell] + " already, not to " + to);
      }
      targets[cell] = to;
      if (first == null) {
        first = from;
      }
      return this;
    }

    /**
     * Says in which states a machine may begin; without it, in the first row's.
     *
     * @param state a state
     * @return this
     */
    public Builder<S, E> startingAt(S state) {
      initial.add(state);
      return this;
    }

    /**
     * Says that an event opens a new attempt.
     *
     * @param event the event
     * @return this
     */
    public Builder<S, E> newAttemptOn(E event) {
      newAttempt.add(event);
      return this;
    }

    /**
     * Checks the table and builds it.
     *
     * @return the table
     * @throws IllegalArgumentException if it is empty, or if a state of the enum is never reached
     */
    public Transitions<S, E> build() {
      if (first == null) {
        throw new IllegalArgumentException(
            "The table of " + stateType.getSimpleName() + " is empty: add rows with on(...)");
      }
      EnumSet<S> reached = initial.isEmpty() ? EnumSet.of(first) : EnumSet.copyOf(initial);
      ArrayDeque<S> open = new ArrayDeque<>(reached);
      for (S from = open.poll(); from != null; from = open.poll()) {
        for (E event : events) {
          @SuppressWarnings("unchecked") // only states are put into the table
          S to = (S) targets[from.ordinal() * events.length + event.ordinal()];
          if (to != null && reached.add(to)) {
            open.add(to);
          }
        }
      }
      if (reached.size() != states.length) {
        throw new IllegalArgumentException(
            "Unreachable states of "
                + stateType.getSimpleName()
                + ": "
                + EnumSet.complementOf(reached)
                + "; add a row that leads there, or startingAt(...)");
      }
      return new Transitions<>(this);
    }
  }
}
