package io.github.taskloom.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Outcome.Done;
import io.github.taskloom.Outcome.Failed;
import io.github.taskloom.Task;
import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskException;
import io.github.taskloom.TaskQueue;
import io.github.taskloom.Tasks;
import io.github.taskloom.internal.task.TaskEvents;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.testing.Gate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values whose every method throws: the engine passes them on and asks them nothing. */
@Timeout(60)
class HostileValuesTest {

  private static <T> Task<T> throwing(RuntimeException thrown) {
    return Task.of(
        "throwing",
        () -> {
          throw thrown;
        });
  }

  /** A hostile result is a result. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void make_hostileResults_arePassedOn(Way way) throws Exception {
    Hostile hostile = new Hostile();
    Task<Hostile> task = Task.of("task", hostile);
    CompletableFuture<Hostile> future = task.result().toCompletableFuture();
    Task<Hostile> next = task.then("next", value -> value);

    way.make().now(task, next);

    assertSame(hostile, next.get());
    assertSame(hostile, future.get(20, TimeUnit.SECONDS));
    assertSame(hostile, assertInstanceOf(Done.class, task.result().outcome()).value());
    assertEquals("Task[task, DONE]", task.toString());
    assertTrue(Tasks.toDot(List.of(task, next)).contains("n0 -> n1"));
    assertSame(task, TaskQueue.of(task).get().orElseThrow());
  }

  /** A hostile exception is the failure, and the root of those behind. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void make_hostileExceptions_areTheFailure(Way way) {
    Hostile.Failure hostile = new Hostile.Failure();
    Task<String> task = throwing(hostile);
    CompletableFuture<String> future = task.result().toCompletableFuture();
    Task<String> next = task.then("next", value -> value);

    way.make().now(task, next);

    assertSame(hostile, assertInstanceOf(Failed.class, task.outcome()).cause());
    assertSame(hostile, assertThrows(TaskException.class, task::get).getCause());
    Throwable blocked = assertInstanceOf(Failed.class, next.outcome()).cause();
    assertSame(hostile, blocked.getCause());
    assertSame(hostile, future.exceptionNow());
  }

  /** One that comes after a cancel, and cannot even be asked for its cause, is a failure. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void cancel_functionEndsWithHostileException_isFailed(Way way) throws Exception {
    Hostile.Failure hostile = new Hostile.Failure();
    Gate gate = new Gate();
    Task<String> task =
        Task.of(
            "task",
            () -> {
              gate.passUninterrupted();
              throw hostile;
            });
    MakerThread maker = MakerThread.start(way.make(), task);
    gate.awaitEntered();
    task.cancel();
    gate.open();

    maker.awaitEnd();

    assertSame(hostile, assertInstanceOf(Failed.class, task.outcome()).cause());
  }

  /** A rejection that cannot be described is the failure nevertheless. */
  @Test
  void queue_executorRejectsWithHostileException_failsWithIt() {
    Hostile.Failure hostile = new Hostile.Failure();
    Task<String> task = Task.of("task", () -> "x");

    Make.defaults()
        .queue(
            command -> {
              throw hostile;
            })
        .now(task);

    assertSame(hostile, assertInstanceOf(Failed.class, task.outcome()).cause());
  }

  /** A queue says what is left, whatever it was that failed. */
  @Test
  void left_behindHostileException_saysSo() {
    Task<String> task = throwing(new Hostile.Failure());
    Task<String> next = task.then("next", value -> value);
    task.dispatch();

    String reason = TaskQueue.of(next).left().getFirst().reason();

    assertTrue(reason.startsWith("next is blocked by throwing, which is FAILED"), reason);
  }

  /** So can every event be given a hostile reason. */
  @ParameterizedTest
  @EnumSource(
      value = TaskEvent.class,
      names = {"CANCEL", "ERROR", "ABORT"})
  void fire_hostileDetail_isTheReason(TaskEvent event) {
    Task<String> task = Task.of("task", () -> "x");
    Task<String> other = Task.of("other", () -> "x");

    TaskEvents.fire(TaskNode.of(task), event, new Hostile());
    TaskEvents.fire(TaskNode.of(other), event, new Hostile.Failure());

    assertTrue(task.isSettled());
    assertTrue(other.isSettled());
  }

  /** Tasks of the user's own kind are told apart by identity. */
  @Test
  void toDot_hostileTasks_areDrawn() {
    Hostile.Own task = new Hostile.Own();

    assertTrue(Tasks.toDot(List.of(task, new Hostile.Own(), task)).contains("hostile\\nPENDING"));
  }
}
