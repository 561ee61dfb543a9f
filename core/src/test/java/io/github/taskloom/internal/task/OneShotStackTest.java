package io.github.taskloom.internal.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.StackEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is told needs some stack of its own: where that is not there nothing is set. */
@Timeout(120)
class OneShotStackTest {
  private static final int ACTIONS = 3;
  private static final int STACK = 1 << 20; // bytes

  /** Fewer than there is room for, and as many as an action of the user's may well take. */
  private static final int CALLS_OF_AN_ACTION = 12;

  /** One try where so many calls were left: whether it has ended well, and what came of it. */
  private record Tried(int calls, boolean endedWell, boolean isSet, int told) {}

  /** To set something of which actions are to be told. */
  private interface Telling {
    /** Gives what sets it, after it was made so that the action will be told so many times. */
    Runnable setting(Runnable action);

    BooleanSupplier isSet();
  }

  private static int deeper(int calls) {
    return calls == 0 ? 0 : 1 + deeper(calls - 1);
  }

  private static Tried tried(int calls, Telling telling) {
    AtomicInteger told = new AtomicInteger();
    Runnable setting =
        telling.setting(
            () -> {
              if (deeper(CALLS_OF_AN_ACTION) == CALLS_OF_AN_ACTION) {
                told.incrementAndGet();
              }
            });
    boolean endedWell = true;
    try {
      StackEnd.run(calls, setting);
    } catch (StackOverflowError tooShort) {
      endedWell = false;
    }
    return new Tried(calls, endedWell, telling.isSet().getAsBoolean(), told.get());
  }

  /**
   * Each try has some calls more left than the one before, from none to more than enough. How large
   * the frames of the JDK's own calls are depends on what was compiled by then: one round of two
   * without a loss will do; without the look at the stack the first two have some.
   */
  private static void assertTellsAllOrSetsNothing(int most, int step, Telling telling)
      throws Exception {
    List<Tried> lost = List.of();
    for (int round = 0; round < 2; round++) {
      lost = lost(round(most, step, telling));
      if (lost.isEmpty()) {
        return;
      }
    }
    assertEquals(List.of(), lost);
  }

  /** Those that were told a part, or of nothing that is set. */
  private static List<Tried> lost(List<Tried> all) {
    return all.stream()
        .filter(
            one -> one.endedWell() != one.isSet() || one.told() != (one.endedWell() ? ACTIONS : 0))
        .toList();
  }

  private static List<Tried> round(int most, int step, Telling telling) throws Exception {
    List<Tried> all = new ArrayList<>();
    Runnable deep =
        () -> {
          telling.setting(() -> {}).run(); // where there is stack for the classes that it takes
          for (int calls = 0; calls < most; calls += step) {
            all.add(tried(calls, telling));
          }
        };
    Bounded.join(Thread.ofPlatform().stackSize(STACK).start(deep));

    assertEquals(most / step, all.size());
    assertTrue(all.stream().anyMatch(one -> !one.endedWell()), "none was refused");
    assertTrue(all.getLast().endedWell(), "the last was refused");
    return all;
  }

  /** So it is with a value by itself. */
  @Test
  void set_whereTheStackEnds_tellsAllOrSetsNothing() throws Exception {
    assertTellsAllOrSetsNothing(
        400,
        2,
        new Telling() {
          private OneShot<String> shot = new OneShot<>() {};

          @Override
          public Runnable setting(Runnable action) {
            OneShot<String> mine = new OneShot<>() {};
            shot = mine;
            for (int i = 0; i < ACTIONS; i++) {
              mine.whenSet(action);
            }
            return () -> mine.set("value");
          }

          @Override
          public BooleanSupplier isSet() {
            return () -> shot.value() != null;
          }
        });
  }

  /** And with a task that is restored: none who waits for its result is left. */
  @Test
  void restore_whereTheStackEnds_tellsAllOrStaysPending() throws Exception {
    assertTellsAllOrSetsNothing(
        1_200,
        8,
        new Telling() {
          private Task<String> task = Task.of("t", () -> "never");

          @Override
          public Runnable setting(Runnable action) {
            Task<String> mine = Task.of("t", () -> "never");
            task = mine;
            for (int i = 0; i < ACTIONS; i++) {
              mine.result().notify(result -> action.run());
            }
            return () -> mine.restore("as before");
          }

          @Override
          public BooleanSupplier isSet() {
            return () -> task.state() == TaskState.DONE;
          }
        });
  }
}
