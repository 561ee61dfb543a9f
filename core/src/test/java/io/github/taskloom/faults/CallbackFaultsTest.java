package io.github.taskloom.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Outcome.Cancelled;
import io.github.taskloom.Outcome.Done;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import io.github.taskloom.testing.LogRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Callbacks that throw, block, fire, register and make, in the middle of a make. */
@Timeout(60)
class CallbackFaultsTest {
  private final Gate gate = new Gate();

  private static int depth(int level) {
    return level < 0 ? 0 : 1 + depth(level + 1);
  }

  /** One that throws, or overflows the stack, on every transition changes nothing. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void make_callbacksThrowOnEveryTransition_changesNothing(Way way) {
    List<Task<?>> tasks = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Task<Integer> task = Task.of("t", () -> 1);
      boolean deep = i == 10;
      task.onTransition(
          made -> {
            throw deep ? new AssertionError(depth(0)) : new AssertionError("on purpose");
          });
      tasks.add(task);
      tasks.add(task.then("behind", one -> one + 1));
    }

    try (LogRecords log = new LogRecords(Task.class)) {
      way.make().now(tasks);

      assertTrue(log.all().size() >= 40, () -> log.all().size() + " reports");
    }
    tasks.forEach(task -> assertEquals(TaskState.DONE, task.state()));
  }

  /** Not even if what it throws cannot be reported. */
  @ParameterizedTest
  @SuppressWarnings("OverrideThrowableToString") // it is toString that loggers call
  @EnumSource(Way.class)
  void make_callbackThrowsWhatCannotBePrinted_changesNothing(Way way) {
    Task<String> task = Task.of("task", () -> "x");
    task.onTransition(
        made -> {
          throw new IllegalStateException("on purpose") {
            private static final long serialVersionUID = 1L;

            @Override
            public String toString() {
              throw new AssertionError("no words");
            }
          };
        });
    Task<String> next = task.then("next", value -> value + "y");

    way.make().now(next);

    assertEquals(new Done<>("xy"), next.outcome());
  }

  /** One that blocks holds its thread alone: the state and the result are there already. */
  @ParameterizedTest
  @EnumSource(
      value = Way.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"CALLER_RUNS", "EAGER_CALLER_RUNS"})
  void make_callbackBlocks_holdsItsThreadAlone(Way way) throws Exception {
    Task<String> held = Task.of("held", () -> "x");
    held.onEnter(TaskState.DONE, made -> gate.passUninterrupted());
    Task<String> beside = Task.of("beside", () -> "y");
    MakerThread maker = MakerThread.start(way.make(), held, beside);
    gate.awaitEntered();

    assertEquals(new Done<>("x"), held.join());
    assertEquals(new Done<>("y"), beside.join(Bounded.LIMIT));

    gate.open();
    assertEquals(2, maker.awaitEnd().settled().size());
  }

  /** An interrupted make waits for a callback that blocks, as for a function. */
  @ParameterizedTest
  @EnumSource(
      value = Way.class,
      names = {"LAYERED", "EAGER", "THREAD_PER_TASK", "EAGER_THREAD_PER_TASK"})
  void make_interruptedWhileCallbackBlocks_waitsForIt(Way way) throws Exception {
    Task<String> held = Task.of("held", () -> "x");
    held.onEnter(TaskState.DONE, made -> gate.passUninterrupted());
    Task<String> next = held.thenCall("next", () -> "y");
    MakerThread maker = MakerThread.start(way.make(), held, next);
    gate.awaitEntered();

    maker.interrupt();
    maker.awaitHeeded();
    assertFalse(maker.hasEnded());
    gate.open();

    assertEquals(List.of(held), maker.awaitEnd().settled());
    assertTrue(maker.keptItsFlag());
    assertEquals(TaskState.PENDING, next.state());
  }

  /** One that blocks when its task is asked to end does not keep others from being asked. */
  @ParameterizedTest
  @EnumSource(
      value = Way.class,
      names = {"LAYERED", "EAGER", "THREAD_PER_TASK", "EAGER_THREAD_PER_TASK"})
  void make_onCancelOfOneWaitsForAnother_allAreCancelled(Way way) throws Exception {
    CountDownLatch running = new CountDownLatch(3);
    List<Task<?>> tasks = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int next = (i + 1) % 3;
      tasks.add(
          Task.of(
              "t" + i,
              () -> {
                var unused =
                    Task.current().orElseThrow().runState().onCancel(() -> joined(tasks.get(next)));
                running.countDown();
                gate.pass();
                return unused;
              }));
    }
    MakerThread maker = MakerThread.start(way.make(), tasks.toArray(Task<?>[]::new));
    Bounded.await(running);

    maker.interrupt();

    maker.awaitEnd();
    tasks.forEach(task -> assertEquals(TaskState.CANCELLED, task.state()));
  }

  private static void joined(Task<?> other) {
    try {
      assertInstanceOf(Cancelled.class, other.join(Bounded.LIMIT));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
