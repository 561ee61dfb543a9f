package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Functions that give no result, in each form that a user writes them in. */
@Timeout(30)
class TaskActionsTest {
  private final List<Object> log = Collections.synchronizedList(new ArrayList<>());
  private final Task<String> page = Task.of("page", () -> "text");

  private void log(Object what) {
    log.add(what);
  }

  /** An action may throw what it likes, as an expression or a block. */
  @Test
  void run_actionsThatThrow_compileAndFail(@TempDir Path folder) throws Exception {
    Path there = Files.createFile(folder.resolve("there"));
    Path missing = folder.resolve("missing");
    Task<?> deletes = Task.run("deletes", () -> Files.delete(there));
    Task<?> sleeps = Task.run(() -> Thread.sleep(0));
    Task<?> fails = Task.run("fails", () -> Files.delete(missing));

    Tasks.makeNow(deletes, sleeps, fails);

    assertNull(deletes.get());
    assertNull(sleeps.get());
    Outcome.Failed<?> failed = assertInstanceOf(Outcome.Failed.class, fails.outcome());
    assertInstanceOf(NoSuchFileException.class, failed.cause());
  }

  /** A consumer of the result, as a lambda and as a reference to a method with overloads. */
  @Test
  void thenAccept_consumers_takeTheResult() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    Task<?> logs = page.thenAccept("logs", text -> log(text));
    Task<?> prints = page.thenAccept("prints", out::print);
    Task<?> runs = page.thenRun("runs", () -> log("ran"));

    Make.defaults().parallelism(1).now(logs, prints, runs); // one at a time, so in this order

    assertEquals(List.of("text", "ran"), log);
    assertEquals("text", bytes.toString(StandardCharsets.UTF_8));
    assertNull(logs.get());
    assertNull(runs.get());
    assertEquals(List.of(page), prints.prerequisites());
  }

  /** A declaration can end with an action, with any number of inputs. */
  @Test
  void runAction_eachNumberOfInputs_takesThem() {
    Task<Integer> two = Task.of("two", () -> 2);
    Task<Integer> three = Task.of("three", () -> 3);
    Task<Integer> four = Task.of("four", () -> 4);
    List<Task<?>> actions =
        List.of(
            Task.builder("none").runAction(() -> log("none")),
            Task.builder("1").inputs(page).runAction(text -> log(text)),
            Task.builder("2").inputs(page, two).runAction((text, n) -> log(text + n)),
            Task.builder("3").inputs(page, two, three).runAction((t, n, m) -> log(t + n + m)),
            Task.builder("4")
                .inputs(page, two, three, four)
                .runAction((t, n, m, k) -> log(t + n + m + k)),
            Task.builder("many")
                .inputs(List.of(page, two, three, four, page))
                .runAction(inputs -> log(inputs.get(page) + inputs.get(four))));

    Make.defaults().parallelism(1).now(actions);

    assertEquals(List.of("none", "text", "text2", "text23", "text234", "text4"), log);
  }

  /** A task may give a task: nothing takes it for the alternative. */
  @Test
  void orElse_ofTasksOfObjects_isWhatItsNameSays() throws Exception {
    Task<Object> fails =
        Task.of(
            "fails",
            () -> {
              throw new IllegalStateException("on purpose");
            });
    Task<Object> other = Task.of("other", () -> "from the other");
    Task<Object> value = fails.orElse("value", other);
    Task<Object> from = fails.orElseFrom("from", other);
    Task<String> none = page.orElse("none", null);

    Tasks.makeNow(value, from, none);

    assertSame(other, value.get());
    assertEquals("from the other", from.get());
    assertEquals("text", none.get());
  }

  /** A value given by hand may be null, a task or a callable: the name decides, not the type. */
  @Test
  void completeWith_anyValue_isTheResult() throws Exception {
    for (Object value : new Object[] {null, page, (java.util.concurrent.Callable<?>) () -> 1}) {
      Task<Object> task = Task.of("task", () -> "never");
      task.cancel();
      task.completeWith(value);
      assertSame(value, task.get());
    }
    Task<Object> repaired = Task.of("task", () -> "never");
    repaired.cancel();
    assertThrows(NullPointerException.class, () -> repaired.repairWith(null));
    repaired.repairWith(() -> "repaired");
    repaired.make();
    assertEquals("repaired", repaired.get());
  }

  /** Several prerequisites in one call, in their order. */
  @Test
  void require_several_addsEachInOrder() {
    Task<?> a = Task.run("a", () -> {});
    Task<?> b = Task.run("b", () -> {});
    Task<?> c = Task.run("c", () -> {});
    Task<?> last = Task.run("last", () -> {});

    last.require(a, b, c, a);

    assertEquals(List.of(a, b, c), last.prerequisites());
    assertThrows(IllegalArgumentException.class, () -> last.require(a, last));
    assertThrows(NullPointerException.class, () -> last.require(a, (Task<?>) null));
  }

  /** An input that was not declared is refused, not read by chance. */
  @Test
  void inputs_notDeclared_failTheTask() {
    Task<Integer> other = Task.of("other", () -> 1);
    other.dispatch();
    Task<Integer> task =
        Task.builder("task").inputs(List.of(page)).run(inputs -> inputs.get(other));

    task.make();

    Outcome.Failed<?> failed = assertInstanceOf(Outcome.Failed.class, task.outcome());
    assertEquals(
        "other gives no input: it is not among those that were declared",
        failed.cause().getMessage());
  }
}
