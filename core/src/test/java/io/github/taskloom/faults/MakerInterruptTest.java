package io.github.taskloom.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.Tasks;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The thread that makes is interrupted: before, during and after, once and again. */
@Timeout(180)
class MakerInterruptTest {

  /** Interrupted before it begins, it runs nothing and keeps its flag. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void make_interruptedBefore_runsNothing(Way way) throws Exception {
    Task<String> task = Task.of("task", () -> "x");

    MakerThread maker =
        MakerThread.start(
            () -> {
              Thread.currentThread().interrupt();
              return way.make().now(task);
            });

    assertEquals(List.of(), maker.awaitEnd().settled());
    assertTrue(maker.keptItsFlag());
    assertEquals(TaskState.PENDING, task.state());
  }

  /** Interrupted while tasks run, it cancels them, and the next make finishes the rest. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void make_interruptedDuring_cancelsAndTheNextMakeFinishes(Way way) throws Exception {
    Gate gate = new Gate();
    Task<String> running =
        Task.of(
            "running",
            () -> {
              gate.pass();
              return "x";
            });
    Task<String> next = running.thenCall("next", () -> "y");
    MakerThread maker = MakerThread.start(way.make(), next);
    gate.awaitEntered();

    maker.interrupt();

    assertEquals(List.of(), maker.awaitEnd().settled());
    assertTrue(maker.keptItsFlag());
    assertEquals(TaskState.CANCELLED, running.state());
    assertEquals(TaskState.PENDING, next.state());
    gate.open();
    running.retry();
    way.make().now(next);
    assertEquals(TaskState.DONE, next.state());
  }

  /** However many run, none of them is left out. */
  @ParameterizedTest
  @EnumSource(
      value = Way.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"CALLER_RUNS", "EAGER_CALLER_RUNS"})
  void make_interruptedWhileManyRun_cancelsAll(Way way) throws Exception {
    Gate never = new Gate();
    CountDownLatch running = new CountDownLatch(100);
    List<Task<String>> tasks = new ArrayList<>();
    tasks.add(Task.of("quick", () -> "x")); // so that they are not all known to be slow
    for (int i = 0; i < 100; i++) {
      tasks.add(
          Task.of(
              "t" + i,
              () -> {
                running.countDown();
                never.pass();
                return "x";
              }));
    }
    MakerThread maker = MakerThread.start(() -> way.make().now(tasks));
    Bounded.await(running);

    maker.interrupt();

    assertTrue(maker.awaitEnd().settled().containsAll(tasks.subList(1, 101)));
    tasks.subList(1, 101).forEach(task -> assertEquals(TaskState.CANCELLED, task.state()));
    assertTrue(maker.keptItsFlag());
  }

  /** Interrupted again and again while a function takes its time: one is as good as many. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void make_interruptedManyTimes_endsOnce(Way way) throws Exception {
    Gate gate = new Gate();
    AtomicInteger runs = new AtomicInteger();
    Task<Integer> running =
        Task.of(
            "running",
            () -> {
              gate.passUninterrupted();
              return runs.incrementAndGet();
            });
    MakerThread maker = MakerThread.start(way.make(), running);
    gate.awaitEntered();

    for (int i = 0; i < 1_000; i++) {
      maker.interrupt();
    }
    Bounded.until(() -> running.runState().isCancelled());
    assertFalse(maker.hasEnded());
    gate.open();

    assertEquals(List.of(running), maker.awaitEnd().settled());
    assertEquals(TaskState.CANCELLED, running.state());
    assertEquals(1, runs.get());
    assertTrue(maker.keptItsFlag());
  }

  /** Interrupted after the return, nothing of the make is left that could care. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void make_interruptedAfter_changesNothing(Way way) throws Exception {
    Task<String> task = Task.of("task", () -> "x");
    Bounded.elsewhere(
        () -> {
          List<Task<?>> settled = way.make().now(task, task.thenCall("next", () -> "y"));
          Thread.currentThread().interrupt();
          return settled;
        });

    assertEquals(TaskState.DONE, task.state());
    assertFalse(Thread.currentThread().isInterrupted());
  }

  /** Interrupted at any moment: the flag is never lost, and nothing runs after the return. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void make_interruptedAtAnyMoment_keepsTheFlagAndLeavesNothingRunning(Way way) throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 150; round++) {
      List<Task<?>> tasks = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        tasks.add(Task.of("t" + i, () -> "x"));
        if (i >= 4) {
          tasks.get(i).require(tasks.get(i - 4));
        }
      }
      MakerThread maker =
          MakerThread.start(
              () -> {
                List<Task<?>> settled = way.make().now(tasks);
                tasks.forEach(task -> assertFalse(isUnderWay(task), task::toString));
                return settled;
              });
      int wait = random.nextInt(20_000);
      for (int i = 0; i < wait; i++) {
        Thread.onSpinWait();
      }
      boolean early = !maker.hasEnded();
      maker.interrupt();

      maker.awaitEnd();
      boolean all = tasks.stream().allMatch(task -> task.state() == TaskState.DONE);
      assertTrue(all || (early && maker.keptItsFlag()), () -> "seed " + seed + ": " + tasks);
    }
  }

  private static boolean isUnderWay(Task<?> task) {
    return task.state() == TaskState.RUNNING || task.state() == TaskState.QUEUED;
  }

  /** Interrupted while it waits for the next one, it finds its flag set when that has come. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void stream_interruptedWhileWaiting_readerKeepsItsFlag(Order order) throws Exception {
    Gate gate = new Gate();
    Task<String> running =
        Task.of(
            "running",
            () -> {
              gate.passUninterrupted();
              return "x";
            });
    AtomicBoolean flag = new AtomicBoolean();
    MakerThread maker =
        MakerThread.start(
            () -> {
              try (Stream<Task<?>> tasks = Make.defaults().order(order).stream(running)) {
                tasks.iterator().next();
                flag.set(Thread.currentThread().isInterrupted());
                return List.of();
              }
            });
    gate.awaitEntered();

    maker.interrupt();
    maker.awaitHeeded();
    gate.open();

    maker.awaitEnd();
    assertTrue(flag.get());
    assertTrue(maker.keptItsFlag());
  }

  /** Interrupted while it closes a stream, it still waits for what runs, and keeps the flag. */
  @Test
  void stream_interruptedWhileClosing_waitsAndKeepsTheFlag() throws Exception {
    Gate gate = new Gate();
    Task<String> quick = Task.of("quick", () -> "x");
    Task<String> running =
        Task.of(
            "running",
            () -> {
              gate.passUninterrupted();
              return "y";
            });
    MakerThread maker =
        MakerThread.start(
            () -> {
              try (Stream<Task<?>> tasks = Make.defaults().stream(quick, running)) {
                Iterator<Task<?>> settled = tasks.iterator();
                Task<?> first = settled.next();
                gate.awaitEntered();
                return List.of(first);
              }
            });
    Bounded.until(() -> running.runState().isCancelled()); // then it is in close()

    maker.interrupt();
    assertFalse(maker.hasEnded());
    gate.open();

    assertEquals(List.of(quick), maker.awaitEnd().settled());
    assertTrue(maker.keptItsFlag());
    assertEquals(TaskState.CANCELLED, running.state());
    assertEquals(List.of(running), Tasks.makeNow(running));
  }
}
