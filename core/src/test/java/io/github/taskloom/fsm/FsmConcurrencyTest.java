package io.github.taskloom.fsm;

import static io.github.taskloom.fsm.Doors.Act.CLOSE_IT;
import static io.github.taskloom.fsm.Doors.Act.LOCK_IT;
import static io.github.taskloom.fsm.Doors.Act.OPEN_IT;
import static io.github.taskloom.fsm.Doors.Door.LOCKED;
import static io.github.taskloom.fsm.Doors.Door.OPEN;
import static io.github.taskloom.fsm.Doors.closed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.fsm.Doors.Act;
import io.github.taskloom.fsm.Doors.Door;
import io.github.taskloom.testing.Bounded;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class FsmConcurrencyTest {
  private static final int THREADS = 4;
  private static final int ROUNDS = 1_000;

  /** In each round all threads meet the same fresh door at once; what each made of it. */
  private static <R> List<List<R>> rounds(
      AtomicReference<Fsm<Door, Act>> door, List<Function<Fsm<Door, Act>, R>> acts)
      throws Exception {
    CyclicBarrier fresh = new CyclicBarrier(acts.size(), () -> door.set(closed()));
    CyclicBarrier over = new CyclicBarrier(acts.size());
    List<Callable<List<R>>> threads = new ArrayList<>();
    for (Function<Fsm<Door, Act>, R> act : acts) {
      threads.add(
          () -> {
            List<R> results = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
              Bounded.await(fresh);
              results.add(act.apply(door.get()));
              Bounded.await(over);
            }
            return results;
          });
    }
    return Bounded.together(threads);
  }

  /** Of many that fire the same event exactly one wins, and the others learn what beat them. */
  @Test
  void fire_manyThreadsSameEvent_oneWinnerPerTransition() throws Exception {
    Function<Fsm<Door, Act>, String> fire =
        door -> {
          try {
            return door.fire(OPEN_IT).name();
          } catch (FsmException lost) {
            return lost.getMessage();
          }
        };

    List<List<String>> results =
        rounds(new AtomicReference<>(), Collections.nCopies(THREADS, fire));

    for (int round = 0; round < ROUNDS; round++) {
      List<String> made = new ArrayList<>();
      for (List<String> ofThread : results) {
        made.add(ofThread.get(round));
      }
      assertEquals(1, Collections.frequency(made, "OPEN"), made::toString);
      String lost = "Door is OPEN: event OPEN_IT is not allowed; allowed are [CLOSE_IT]";
      assertEquals(THREADS - 1, Collections.frequency(made, lost), made::toString);
    }
  }

  /** Of two events that exclude each other one wins; the loser is told of the winner's state. */
  @Test
  void tryFire_eventsThatExcludeEachOther_oneWins() throws Exception {
    Function<Fsm<Door, Act>, String> open =
        door -> door.tryFire(OPEN_IT) ? "OPEN" : "lost to " + door.state();
    Function<Fsm<Door, Act>, String> lock =
        door -> door.tryFire(LOCK_IT) ? "LOCKED" : "lost to " + door.state();

    List<List<String>> results = rounds(new AtomicReference<>(), List.of(open, lock));

    for (int round = 0; round < ROUNDS; round++) {
      String opened = results.get(0).get(round);
      String locked = results.get(1).get(round);
      assertTrue(
          (opened.equals("OPEN") && locked.equals("lost to " + OPEN))
              || (locked.equals("LOCKED") && opened.equals("lost to " + LOCKED)),
          opened + ", " + locked);
    }
  }

  /** Opened and closed by many threads a door is opened as often as closed, or once more. */
  @Test
  void tryFire_manyThreadsInTurn_winsAreBalanced() throws Exception {
    Fsm<Door, Act> door = closed();
    Callable<Integer> firing =
        () -> {
          int balance = 0;
          for (int i = 0; i < 200_000; i++) {
            balance += door.tryFire(OPEN_IT) ? 1 : 0;
            balance -= door.tryFire(CLOSE_IT) ? 1 : 0;
          }
          return balance;
        };

    List<Integer> balances = Bounded.together(Collections.nCopies(THREADS, firing));

    int balance = balances.stream().mapToInt(Integer::intValue).sum();
    assertEquals(door.state() == OPEN ? 1 : 0, balance);
  }

  /** Each transition of a contended machine is told exactly once, with a number of its own. */
  @Test
  void callbacks_manyThreadsFire_eachTransitionToldOnce() throws Exception {
    Fsm<Door, Act> door = closed();
    ConcurrentLinkedQueue<Long> told = new ConcurrentLinkedQueue<>();
    AtomicInteger opened = new AtomicInteger();
    door.onTransition(transition -> told.add(transition.sequence()));
    door.onEnter(OPEN, transition -> opened.incrementAndGet());
    Callable<int[]> firing =
        () -> {
          int[] made = new int[2];
          for (int i = 0; i < 5_000; i++) {
            made[0] += door.tryFire(OPEN_IT) ? 1 : 0;
            made[1] += door.tryFire(CLOSE_IT) ? 1 : 0;
          }
          return made;
        };

    int opens = 0;
    int closes = 0;
    for (int[] made : Bounded.together(Collections.nCopies(THREADS, firing))) {
      opens += made[0];
      closes += made[1];
    }

    assertEquals(opens, opened.get());
    assertEquals(
        LongStream.rangeClosed(1, opens + closes).boxed().toList(),
        told.stream().sorted().toList());
  }

  /** Callbacks that are registered and removed by many threads at once are all kept track of. */
  @Test
  void register_manyThreads_noneIsLost() throws Exception {
    Fsm<Door, Act> door = closed();
    AtomicInteger told = new AtomicInteger();
    Callable<Boolean> registering =
        () -> {
          for (int i = 0; i < 200; i++) {
            Registration removed = door.onTransition(transition -> told.addAndGet(1_000_000));
            door.onEnter(OPEN, transition -> told.incrementAndGet());
            removed.close();
          }
          return true;
        };

    Bounded.together(Collections.nCopies(THREADS, registering));
    door.fire(OPEN_IT);

    assertEquals(THREADS * 200, told.get());
  }

  /** What was written before an event is seen by a thread that sees the state it led to. */
  @Test
  void fire_plainWriteBefore_isSeenWithTheState() throws Exception {
    for (int round = 0; round < 200; round++) {
      Fsm<Door, Act> door = closed();
      int[] plain = new int[1];
      Callable<Integer> writer =
          () -> {
            plain[0] = 42;
            door.fire(OPEN_IT);
            return 42;
          };
      Callable<Integer> reader =
          () -> {
            Bounded.until(() -> door.state() == OPEN);
            return plain[0];
          };

      assertEquals(List.of(42, 42), Bounded.together(List.of(writer, reader)));
    }
  }
}
