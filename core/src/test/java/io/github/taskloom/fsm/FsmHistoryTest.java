package io.github.taskloom.fsm;

import static io.github.taskloom.fsm.Doors.Act.CLOSE_IT;
import static io.github.taskloom.fsm.Doors.Act.LOCK_IT;
import static io.github.taskloom.fsm.Doors.Act.OPEN_IT;
import static io.github.taskloom.fsm.Doors.Act.UNLOCK_IT;
import static io.github.taskloom.fsm.Doors.closed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.fsm.Doors.Act;
import io.github.taskloom.fsm.Doors.Door;
import io.github.taskloom.testing.Bounded;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FsmHistoryTest {
  private final Fsm<Door, Act> door = closed();

  private List<String> lines() {
    return door.history().stream().map(Transition::toString).toList();
  }

  /** Nothing is kept unless it is asked for. */
  @Test
  void history_off_isEmpty() {
    door.fire(OPEN_IT);

    assertEquals(List.of(), door.history());
  }

  /** What was made before is not known. */
  @Test
  void keepHistory_later_beginsThere() {
    door.fire(OPEN_IT);
    door.keepHistory(10);
    door.fire(CLOSE_IT);

    assertEquals(List.of("Door OPEN->close_it->CLOSED"), lines());
  }

  /** Of more than it can hold the last are kept, oldest first, their numbers rising by one. */
  @Test
  void history_moreThanItsCapacity_keepsTheLast() {
    door.keepHistory(3);

    door.fire(OPEN_IT);
    door.fire(CLOSE_IT);
    door.fire(LOCK_IT);
    door.fire(UNLOCK_IT);
    door.fire(OPEN_IT);

    assertEquals(
        List.of(
            "Door CLOSED->lock_it->LOCKED",
            "Door LOCKED->unlock_it->CLOSED",
            "Door CLOSED->open_it->OPEN"),
        lines());
    assertEquals(List.of(3L, 4L, 5L), door.history().stream().map(Transition::sequence).toList());
  }

  /** A capacity of zero turns it off, another one begins anew, a negative one is refused. */
  @Test
  void keepHistory_zeroThenAgainThenNegative_offAnewRefused() {
    door.keepHistory(3);
    door.fire(OPEN_IT);

    door.keepHistory(0);
    assertEquals(List.of(), door.history());
    door.fire(CLOSE_IT);
    door.keepHistory(1);
    door.fire(LOCK_IT);

    assertEquals(List.of(3L), door.history().stream().map(Transition::sequence).toList());
    IllegalArgumentException thrown =
        assertThrows(IllegalArgumentException.class, () -> door.keepHistory(-1));
    assertTrue(thrown.getMessage().contains("-1"), thrown.getMessage());
    assertEquals(1, door.history().size());
  }

  /** Each record holds the wall time, the attempt and the detail of its transition. */
  @Test
  void history_record_holdsTimeAttemptAndDetail() {
    door.keepHistory(10);
    Instant before = Instant.now();

    door.fire(LOCK_IT, "night");
    door.fire(UNLOCK_IT);
    door.fire(LOCK_IT, List.of("again"));

    Instant after = Instant.now();
    List<Transition<Door, Act>> history = door.history();
    assertEquals(List.of(1, 2, 2), history.stream().map(Transition::attempt).toList());
    assertEquals("night", history.get(0).detail());
    assertEquals(List.of("again"), history.get(2).detail());
    for (Transition<Door, Act> made : history) {
      assertFalse(made.time().isBefore(before), made::toString);
      assertFalse(made.time().isAfter(after), made::toString);
    }
  }

  /** A list that was asked for does not change any more. */
  @Test
  void history_machineGoesOn_snapshotStays() {
    door.keepHistory(2);
    door.fire(OPEN_IT);
    List<Transition<Door, Act>> snapshot = door.history();

    door.fire(CLOSE_IT);
    door.fire(LOCK_IT);

    assertEquals(List.of(1L), snapshot.stream().map(Transition::sequence).toList());
  }

  /** Turning the history on keeps the callbacks, and registering keeps the history. */
  @Test
  void history_withCallbacks_bothWork() {
    int[] told = new int[1];
    door.onTransition(transition -> told[0]++);
    door.keepHistory(5);
    Registration second = door.onTransition(transition -> told[0]++);

    door.fire(OPEN_IT);
    second.close();
    door.fire(CLOSE_IT);

    assertEquals(3, told[0]);
    assertEquals(2, door.history().size());
  }

  /** Threads that fire at once leave the last transitions, none twice and none out of order. */
  @Test
  void history_manyThreads_keepsTheLastInOrder() throws Exception {
    door.keepHistory(64);
    Callable<Integer> firing =
        () -> {
          int made = 0;
          for (int i = 0; i < 5_000; i++) {
            made += door.tryFire(OPEN_IT) ? 1 : 0;
            made += door.tryFire(CLOSE_IT) ? 1 : 0;
          }
          return made;
        };

    List<Integer> made = Bounded.together(Collections.nCopies(4, firing));

    long last = made.stream().mapToLong(Integer::longValue).sum();
    assertEquals(last, door.status().sequence());
    List<Long> kept = door.history().stream().map(Transition::sequence).toList();
    assertEquals(java.util.stream.LongStream.rangeClosed(last - 63, last).boxed().toList(), kept);
  }
}
