package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The ways to put something behind a task. */
@Timeout(30)
class TaskThenTest {
  private final Task<String> page = Task.of("page", () -> "a b c");

  /** A function of the result takes it, by a name. */
  @Test
  void then_namedFunctionOfTheResult_takesIt() throws Exception {
    Task<Integer> length = page.then("length", text -> text.length());

    length.make();

    assertEquals("length", length.name());
    assertEquals(List.of(page), length.prerequisites());
    assertEquals(5, length.get());
  }

  /** A function may take nothing. */
  @Test
  void then_callables_runBehind() throws Exception {
    Callable<Integer> two = () -> 2;
    Task<Integer> named = page.thenCall("named", () -> 1);
    Task<Integer> unnamed = named.then(Task.of(two));

    unnamed.make();

    assertEquals(1, named.get());
    assertEquals(2, unnamed.get());
    assertEquals(List.of(named), unnamed.prerequisites());
  }

  /** An action without a result runs behind; its value is null. */
  @Test
  void then_action_runsBehind() throws Exception {
    List<String> ran = Collections.synchronizedList(new ArrayList<>());
    Task<?> action = page.thenCall("action", () -> ran.add("ran"));
    TaskAction runnable = () -> ran.add("runnable");
    Task<?> second = action.thenRun("second", runnable);

    second.make();

    assertEquals(List.of("ran", "runnable"), ran);
    assertNull(second.get());
  }

  /** Tasks without a result, named and not. */
  @Test
  void of_actions_areDoneWithNull() throws Exception {
    List<String> ran = Collections.synchronizedList(new ArrayList<>());
    TaskAction action = () -> ran.add("ran");
    Task<?> named = Task.run("named", action);
    Task<?> unnamed = Task.run(action);

    named.dispatch();
    unnamed.dispatch();

    assertEquals(List.of("ran", "ran"), ran);
    assertNull(named.get());
    assertNull(unnamed.get());
  }

  /** A null result is passed on as it is. */
  @Test
  void then_nullResult_isPassedOn() throws Exception {
    Task<String> nothing = Task.of("nothing", () -> null);
    Task<Boolean> isNull = nothing.then("is null", text -> text == null);

    isNull.make();

    assertEquals(true, isNull.get());
  }

  /** A function of the result may throw anything, and fails its task with it. */
  @Test
  void then_functionThrowsChecked_failsWithIt() {
    IOException full = new IOException("disk full");
    Task<String> store =
        page.then(
            "store",
            text -> {
              throw full;
            });

    store.make();

    assertSame(full, assertInstanceOf(Outcome.Failed.class, store.outcome()).cause());
  }

  /** A repaired prerequisite passes on the repaired value. */
  @Test
  void then_repairedPrerequisite_passesOnTheRepair() throws Exception {
    Task<String> broken =
        Task.of(
            "broken",
            () -> {
              throw new IOException("no network");
            });
    Task<Integer> length = broken.then("length", text -> text.length());
    length.make();
    assertEquals(TaskState.FAILED, length.state());

    broken.completeWith("four");
    broken.reopenDependents();
    length.make();

    assertEquals(4, length.get());
  }

  /** run() of a dependent has no result to take while there is none. */
  @Test
  void run_prerequisiteNotDone_failsSayingSo() {
    Task<Integer> length = page.then("length", text -> text.length());

    length.run();

    Throwable cause = assertInstanceOf(Outcome.Failed.class, length.outcome()).cause();
    assertEquals("page is PENDING: it has no result to pass on", cause.getMessage());
    assertSame(page, assertInstanceOf(TaskException.class, cause).task());
  }

  /** A function is needed. */
  @Test
  void nulls_asFunction_areRefused() {
    assertThrows(NullPointerException.class, () -> page.thenCall("next", null));
    assertThrows(NullPointerException.class, () -> page.then("next", null));
    assertThrows(NullPointerException.class, () -> page.thenRun("next", null));
    assertThrows(NullPointerException.class, () -> Task.of("t", null));
    assertThrows(NullPointerException.class, () -> Task.builder("t", null));
    assertEquals(List.of(), page.dependents());
  }
}
