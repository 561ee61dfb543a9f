package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a task does with its result before it is DONE. */
@Timeout(60)
class TaskBeforeDoneTest {
  private final List<Object> seen = Collections.synchronizedList(new ArrayList<>());

  private TaskBuilder<String> task() {
    return Task.builder("task", () -> "x");
  }

  /** It sees the result while the task is RUNNING, on the function's thread, once. */
  @ParameterizedTest
  @EnumSource
  void hook_resultIsThere_runsBeforeDone(RunMode mode) throws Exception {
    Task<String> task =
        Task.builder(
                "task",
                () -> {
                  seen.add(Thread.currentThread());
                  return "x";
                })
            .beforeDone(
                value -> {
                  Task<?> current = Task.current().orElseThrow();
                  seen.add(Thread.currentThread());
                  seen.add(value + " " + current.state());
                  seen.add(current.result().toCompletableFuture().isDone());
                })
            .track(
                transition -> {
                  if (transition.to() == TaskState.DONE) {
                    seen.add("DONE");
                  }
                })
            .build();
    Task<Boolean> next = task.then("next", value -> seen.add("next"));

    mode.complete(next);

    assertEquals("x", task.get());
    assertSame(seen.get(0), seen.get(1));
    assertEquals(List.of("x RUNNING", false, "DONE", "next"), seen.subList(2, seen.size()));
  }

  /** Several come in the order in which they were given. */
  @ParameterizedTest
  @EnumSource
  void hook_several_runInOrder(RunMode mode) throws Exception {
    Task<String> task =
        task()
            .beforeDone(value -> seen.add(1))
            .timeout(Duration.ofMinutes(1))
            .beforeDone(value -> seen.add(2))
            .beforeDone(value -> seen.add(3))
            .build();

    mode.complete(task);

    assertEquals(List.of(1, 2, 3), seen);
    assertEquals(TaskState.DONE, task.state());
  }

  /** A result that does not lead to DONE is not told. */
  @ParameterizedTest
  @EnumSource
  void hook_resultLeadsElsewhere_isNotTold(RunMode mode) throws Exception {
    Task<String> turnedDown = task().cancelOnResult("x"::equals).beforeDone(seen::add).build();
    Task<String> untestable =
        Task.<String>builder("untestable", () -> null)
            .cancelOnResult(String::isEmpty)
            .beforeDone(seen::add)
            .build();
    Task<String> cancelled =
        Task.<String>builder(
                "cancelled",
                () -> {
                  Task.current().orElseThrow().cancel();
                  return "x";
                })
            .beforeDone(seen::add)
            .build();
    Task<String> signalled =
        Task.<String>builder(
                "signalled",
                () -> {
                  Task.current().orElseThrow().runState().cancel();
                  return "x";
                })
            .beforeDone(seen::add)
            .build();
    Task<String> failed =
        Task.<String>builder(
                "failed",
                () -> {
                  throw new IOException("no page");
                })
            .beforeDone(seen::add)
            .build();

    for (Task<?> task : List.of(turnedDown, untestable, cancelled, signalled, failed)) {
      mode.complete(task);
      assertFalse(task.state() == TaskState.DONE, task::toString);
    }

    assertEquals(List.of(), seen);
    assertEquals(TaskState.FAILED, untestable.state());
  }

  /** A run state that is cancelled while it runs cancels the task, before the next hook. */
  @ParameterizedTest
  @EnumSource
  void runState_cancelledByHook_isCancelled(RunMode mode) throws Exception {
    Task<String> task =
        task()
            .beforeDone(value -> Task.current().orElseThrow().runState().cancel())
            .beforeDone(seen::add)
            .build();

    mode.complete(task);

    assertEquals(TaskState.CANCELLED, task.state());
    assertEquals(List.of(), seen);
  }

  /** A dispatch whose hook throws says that the task has failed. */
  @Test
  void dispatch_hookThrows_isFailed() {
    IOException own = new IOException("no disk");
    Task<String> task =
        task()
            .beforeDone(
                value -> {
                  throw own;
                })
            .build();

    assertEquals(TaskState.FAILED, task.dispatch());

    assertSame(own, assertInstanceOf(Outcome.Failed.class, task.outcome()).cause());
  }

  /** A value that is given by hand is not told; what another function gives is. */
  @Test
  void repair_valueOrFunction_tellsOfTheFunctionsAlone() throws Exception {
    Task<String> byValue = task().beforeDone(seen::add).build();
    byValue.fail(new IOException("no page"));
    Task<String> byFunction = task().beforeDone(seen::add).build();
    byFunction.fail(new IOException("no page"));

    byValue.completeWith("by hand");
    byFunction.repairWith(() -> "repaired");
    byFunction.make();

    assertEquals("by hand", byValue.get());
    assertEquals("repaired", byFunction.get());
    assertEquals(List.of("repaired"), seen);
  }

  /** A call that leaves the state as it is tells nothing; one that settles the task does. */
  @Test
  void run_byHand_tellsWhereItSettles() {
    Task<String> prepared = task().prepare().beforeDone(seen::add).build();
    assertEquals(new Outcome.Done<>("x"), prepared.run());
    assertEquals(List.of(), seen);

    prepared.prepared();
    assertEquals(new Outcome.Done<>("x"), prepared.run());
    assertEquals(List.of("x"), seen);
  }

  /** Every kind of builder has it, and a result that is null is told, too. */
  @Test
  void hook_ofEachBuilder_isTold() throws Exception {
    Task<Integer> a = Task.of("a", () -> 1);
    Task<Integer> b = Task.of("b", () -> 2);
    TaskDeclaration plain = Task.builder("plain").beforeDone(seen::add);
    Task<Integer> none = plain.run(() -> 0);
    Task<?> action = plain.runAction(() -> {});
    Task<Integer> one = Task.builder("one").beforeDone(seen::add).inputs(a).run(x -> x);
    Task<Integer> two = Task.builder("two").inputs(a, b).beforeDone(seen::add).run(Integer::sum);
    Task<Integer> three =
        Task.builder("three").inputs(a, b, two).beforeDone(seen::add).run((x, y, z) -> x + y + z);
    Task<Integer> four =
        Task.builder("four")
            .inputs(a, b, two, three)
            .beforeDone(seen::add)
            .run((x, y, z, w) -> x + y + z + w);
    Task<Integer> many =
        Task.builder("many").inputs(List.of(a, four)).beforeDone(seen::add).run(in -> in.get(four));

    for (Task<?> task : List.of(none, action, one, two, three, four, many)) {
      task.make();
    }

    List<Object> expected = new ArrayList<>(List.of(1, 3, 6, 12, 12));
    expected.addFirst(null);
    expected.addFirst(0);
    assertEquals(expected, seen);
  }

  /** Null is no hook; a builder's later hooks are not those of what it has built before. */
  @Test
  void beforeDone_nullOrLater_isRefusedOrLater() throws Exception {
    assertThrows(NullPointerException.class, () -> task().beforeDone(null));

    TaskBuilder<String> builder = task();
    Task<String> first = builder.build();
    Task<String> second = builder.beforeDone(seen::add).build();
    first.make();
    assertEquals(List.of(), seen);
    second.make();
    assertEquals(List.of("x"), seen);
  }
}
