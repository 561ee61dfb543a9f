package io.github.taskloom.fsm;

import static io.github.taskloom.fsm.Doors.Act.CLOSE_IT;
import static io.github.taskloom.fsm.Doors.Act.LOCK_IT;
import static io.github.taskloom.fsm.Doors.Act.OPEN_IT;
import static io.github.taskloom.fsm.Doors.Act.UNLOCK_IT;
import static io.github.taskloom.fsm.Doors.Door.CLOSED;
import static io.github.taskloom.fsm.Doors.Door.LOCKED;
import static io.github.taskloom.fsm.Doors.Door.OPEN;
import static io.github.taskloom.fsm.Doors.closed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.taskloom.fsm.Doors.Act;
import io.github.taskloom.fsm.Doors.Door;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import io.github.taskloom.testing.LogRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FsmCallbacksTest {
  private final Fsm<Door, Act> door = closed();
  private final List<String> told = new ArrayList<>();

  /** Any-state callbacks come first, then those of the state, each kind as it was registered. */
  @Test
  void order_mixedRegistrations_anyStateFirstThenAsRegistered() {
    door.onEnter(OPEN, transition -> told.add("open 1"));
    door.onTransition(transition -> told.add("any 1"));
    door.onEnter(OPEN, transition -> told.add("open 2"));
    door.onEnter(LOCKED, transition -> told.add("locked"));
    door.onTransition(transition -> told.add("any 2"));

    door.fire(OPEN_IT);

    assertEquals(List.of("any 1", "any 2", "open 1", "open 2"), told);
  }

  /** Each transition is told once, to those of its state alone. */
  @Test
  void count_severalTransitions_exactlyOnceEach() {
    door.onTransition(transition -> told.add("any"));
    door.onEnter(CLOSED, transition -> told.add("closed"));

    door.fire(OPEN_IT);
    door.fire(CLOSE_IT);
    door.tryFire(UNLOCK_IT);

    assertEquals(List.of("any", "any", "closed"), told);
  }

  /** The record says all about the transition, and prints as a tracking line. */
  @Test
  void record_ofTransition_saysWhatWhenAndWhy() {
    List<Transition<Door, Act>> seen = new ArrayList<>();
    door.onTransition(seen::add);

    door.fire(LOCK_IT, "night");
    door.fire(UNLOCK_IT);

    Transition<Door, Act> first = seen.getFirst();
    assertSame(door, first.machine());
    assertEquals(CLOSED, first.from());
    assertEquals(LOCK_IT, first.event());
    assertEquals(LOCKED, first.to());
    assertEquals(1, first.sequence());
    assertEquals(1, first.attempt());
    assertEquals("night", first.detail());
    assertEquals("Door CLOSED->lock_it->LOCKED", first.toString());
    assertEquals(2, seen.get(1).sequence());
    assertEquals(2, seen.get(1).attempt());
  }

  /** A closed registration is silent; closing it again does nothing. */
  @Test
  void close_registration_removesItAlone() {
    Registration first = door.onTransition(transition -> told.add("first"));
    door.onTransition(transition -> told.add("second"));

    first.close();
    first.close();
    door.fire(OPEN_IT);

    assertEquals(List.of("second"), told);
  }

  /** So is that of one state. */
  @Test
  void close_registrationOfOneState_removesItAlone() {
    Registration first = door.onEnter(OPEN, transition -> told.add("first"));
    door.onEnter(OPEN, transition -> told.add("second"));

    first.close();
    door.fire(OPEN_IT);

    assertEquals(List.of("second"), told);
  }

  /** One callback registered twice is two registrations. */
  @Test
  void close_oneOfTwoRegistrationsOfOneCallback_leavesTheOther() {
    java.util.function.Consumer<Object> callback = transition -> told.add("told");
    Registration first = door.onTransition(callback);
    door.onTransition(callback);

    door.fire(OPEN_IT);
    first.close();
    door.fire(CLOSE_IT);

    assertEquals(3, told.size());
  }

  /** The callback runs in the firing thread and finds the machine in its new state. */
  @Test
  void thread_ofCallback_isTheFiringOneAfterTheChange() throws Exception {
    List<Object> seen = new ArrayList<>();
    door.onTransition(
        transition -> {
          seen.add(Thread.currentThread());
          seen.add(door.state());
        });

    Thread firing =
        Bounded.elsewhere(
            () -> {
              door.fire(OPEN_IT);
              return Thread.currentThread();
            });

    assertEquals(List.of(firing, OPEN), seen);
  }

  /** A callback that throws is reported with the transition, and neither fire nor others mind. */
  @Test
  void throwing_exceptionAndError_isLoggedAndHarmless() {
    RuntimeException exception = new IllegalArgumentException("on purpose");
    Error error = new StackOverflowError("on purpose");
    door.onTransition(
        transition -> {
          throw exception;
        });
    door.onEnter(
        OPEN,
        transition -> {
          throw error;
        });
    door.onEnter(OPEN, transition -> told.add("told"));

    try (LogRecords log = new LogRecords(Fsm.class)) {
      assertEquals(OPEN, door.fire(OPEN_IT));

      assertEquals(OPEN, door.state());
      assertEquals(List.of("told"), told);
      assertEquals(List.of(exception, error), log.all().stream().map(r -> r.getThrown()).toList());
      assertEquals(Level.WARNING, log.all().getFirst().getLevel());
      assertEquals(
          "A callback failed on the transition Door CLOSED->open_it->OPEN",
          log.all().getFirst().getMessage());
    }
  }

  /** A callback may fire: its transition is made and told before the first one is told on. */
  @Test
  void firing_withinCallback_isMadeAtOnce() {
    door.onTransition(transition -> told.add("a " + transition.sequence()));
    door.onEnter(OPEN, transition -> door.fire(CLOSE_IT));
    door.onEnter(OPEN, transition -> told.add("b " + transition.sequence() + door.state()));

    assertEquals(OPEN, door.fire(OPEN_IT), "fire tells where its own event led");

    assertEquals(CLOSED, door.state());
    assertEquals(List.of("a 1", "a 2", "b 1CLOSED"), told);
  }

  /** What a callback registers is told from the next transition on. */
  @Test
  void registering_withinCallback_isToldFromTheNextOn() {
    door.onEnter(
        OPEN, transition -> door.onTransition(later -> told.add("late " + later.sequence())));

    door.fire(OPEN_IT);
    door.fire(CLOSE_IT);

    assertEquals(List.of("late 2"), told);
  }

  /** A callback may remove itself. */
  @Test
  void closing_withinCallback_isNotToldAgain() {
    Registration[] own = new Registration[1];
    own[0] =
        door.onTransition(
            transition -> {
              told.add("once");
              own[0].close();
            });
    door.onTransition(transition -> told.add("other"));

    door.fire(OPEN_IT);
    door.fire(CLOSE_IT);

    assertEquals(List.of("once", "other", "other"), told);
  }

  /** Nothing is held during a callback: while it waits, another thread fires on. */
  @Test
  void holding_slowCallback_stopsNobody() throws Exception {
    Gate gate = new Gate();
    door.onEnter(OPEN, transition -> gate.passUninterrupted());
    Thread slow = Thread.ofPlatform().start(() -> door.fire(OPEN_IT));
    gate.awaitEntered();

    assertEquals(CLOSED, door.fire(CLOSE_IT));
    assertEquals(LOCKED, door.fire(LOCK_IT));

    gate.open();
    Bounded.join(slow);
  }

  /** Numbers are given from the first callback on, and rise whichever callbacks are removed. */
  @Test
  void sequence_listenersComeAndGo_risesOn() {
    door.fire(OPEN_IT);
    assertEquals(0, door.status().sequence());
    Registration registration = door.onTransition(transition -> {});

    door.fire(CLOSE_IT);
    registration.close();
    door.fire(LOCK_IT);

    assertEquals(2, door.status().sequence());
  }
}
