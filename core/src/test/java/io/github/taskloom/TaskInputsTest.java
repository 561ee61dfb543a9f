package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskInputsTest {
  private final Task<Integer> one = Task.of("one", () -> 1);
  private final Task<String> two = Task.of("two", () -> "2");
  private final Task<Long> three = Task.of("three", () -> 3L);
  private final Task<Double> four = Task.of("four", () -> 4.0);

  /** Results come as typed parameters, and the edges with them. */
  @Test
  void of_typedInputs_takesTheResults() throws Exception {
    Task<Integer> single = Task.of("single", one, a -> a + 1);
    Task<String> pair = Task.of("pair", one, two, (a, b) -> a + b);
    Task<String> triple = Task.of("triple", one, two, three, (a, b, c) -> a + b + c);
    Task<String> all = Task.of("all", one, two, three, four, (a, b, c, d) -> a + b + c + d);

    Tasks.makeNow(single, pair, triple, all);

    assertEquals(2, single.get());
    assertEquals("12", pair.get());
    assertEquals("123", triple.get());
    assertEquals("1234.0", all.get());
    assertEquals(List.of(one), single.prerequisites());
    assertEquals(List.of(one, two, three, four), all.prerequisites());
  }

  /** The same task may give two inputs; it is one edge. */
  @Test
  void of_sameTaskTwice_isOneEdge() throws Exception {
    Task<Integer> twice = Task.of("twice", one, one, Integer::sum);

    twice.make();

    assertEquals(2, twice.get());
    assertEquals(List.of(one), twice.prerequisites());
  }

  /** A result that is null is passed on as null. */
  @Test
  void of_nullInput_isPassedOn() throws Exception {
    Task<String> nothing = Task.of("nothing", () -> null);
    Task<String> next = Task.of("next", nothing, two, (a, b) -> a + b);

    next.make();

    assertEquals("null2", next.get());
  }

  /** An input that failed fails the task, and its function is not called. */
  @Test
  void of_failedInput_blocks() {
    List<String> called = Collections.synchronizedList(new ArrayList<>());
    IllegalStateException broken = new IllegalStateException("broken");
    Task<String> failing =
        Task.of(
            "failing",
            () -> {
              throw broken;
            });
    Task<Boolean> next = Task.of("next", one, failing, (a, b) -> called.add(b));

    next.make();

    Outcome.Failed<?> failed = assertInstanceOf(Outcome.Failed.class, next.outcome());
    PrerequisiteException blocked = assertInstanceOf(PrerequisiteException.class, failed.cause());
    assertSame(failing, blocked.prerequisite());
    assertSame(broken, blocked.getCause());
    assertEquals(List.of(), called);
  }

  /** A repaired input is the one that is taken. */
  @Test
  void of_repairedInput_isTaken() throws Exception {
    Task<Integer> input = Task.of("input", () -> Integer.parseInt("none"));
    Task<Integer> next = Task.of("next", input, one, Integer::sum);
    next.make();

    input.repairWith(() -> 41);
    input.reopenDependents();
    next.make();

    assertEquals(42, next.get());
  }

  /** Run before its inputs are there it fails and says whose result is missing. */
  @Test
  void run_inputNotThere_failsByName() {
    Task<Integer> next = Task.of("next", one, a -> a);

    Outcome.Failed<?> failed = assertInstanceOf(Outcome.Failed.class, next.run());

    assertEquals("one is PENDING: it has no result to pass on", failed.cause().getMessage());
  }

  /** A list of tasks gives a list of results, in order, nulls and repetitions included. */
  @Test
  void all_tasks_givesTheList() throws Exception {
    Task<Integer> nothing = Task.of("nothing", () -> null);
    Task<List<Integer>> all = Task.all("all", List.of(one, nothing, one));

    all.make();

    assertEquals(Arrays.asList(1, null, 1), all.get());
    assertThrows(UnsupportedOperationException.class, () -> all.get().clear());
    assertEquals(List.of(one, nothing), all.prerequisites());
  }

  /** Nothing gives an empty list; tasks of different kinds give a list of what they share. */
  @Test
  void all_noneOrMixed_givesTheList() throws Exception {
    Task<List<Object>> none = Task.all("none", List.of());
    Task<List<Number>> mixed = Task.all("mixed", List.of(one, three));

    Tasks.makeNow(none, mixed);

    assertEquals(List.of(), none.get());
    assertEquals(List.<Number>of(1, 3L), mixed.get());
  }
}
