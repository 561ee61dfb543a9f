package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The interrupt of a cancel reaches the function of that task or none. */
@Timeout(120)
class TaskInterruptTest {
  private static final int ROUNDS = 10_000;

  /** Aims at tasks that end at any moment; the task after it in that thread is never hit. */
  @Test
  void cancel_atAnyMoment_neverHitsTheNextTask() throws Exception {
    long seed = System.nanoTime();
    System.out.println("TaskInterruptTest seed " + seed);
    Random random = new Random(seed);
    AtomicReference<Task<?>> target = new AtomicReference<>();
    AtomicBoolean over = new AtomicBoolean();
    Thread canceller =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  while (!over.get()) {
                    Task<?> task = target.getAndSet(null);
                    if (task != null) {
                      task.cancel();
                    }
                  }
                });
    int cancelled = 0;
    int rounds = 0;
    while (rounds < ROUNDS || cancelled < 20) {
      rounds++;
      int spins = random.nextInt(50);
      Task<Integer> aimedAt =
          Task.of(
              "aimed at",
              () -> {
                for (int i = 0; i < 2_000 && target.get() != null; i++) {
                  Thread.onSpinWait(); // until it is aimed at, if the other thread has a core
                }
                return spin(spins); // and ends at any moment from then on
              });
      Task<Boolean> next = Task.of("next", () -> spin(spins) < 0 || Thread.interrupted());
      target.set(aimedAt);
      try {
        aimedAt.dispatch();
      } catch (TaskStateException cancelledBefore) {
        assertEquals(TaskState.CANCELLED, aimedAt.state());
      }
      target.set(null); // a cancel that is on its way may still arrive
      assertFalse(Thread.currentThread().isInterrupted(), "after its run, in round " + rounds);
      next.dispatch();
      assertFalse(next.get(), "in the next task, in round " + rounds);
      cancelled += aimedAt.state() == TaskState.CANCELLED ? 1 : 0;
    }
    over.set(true);
    Bounded.join(canceller);
    assertFalse(Thread.interrupted());
    System.out.println("TaskInterruptTest cancelled " + cancelled + " of " + rounds);
  }

  private static int spin(int times) {
    int sum = 0;
    for (int i = 0; i < times; i++) {
      sum += i;
      Thread.onSpinWait();
    }
    return sum;
  }

  /** The same on the shared worker of a make: its neighbours are never hit. */
  @Test
  void cancel_onSharedLane_neverHitsANeighbour() throws Exception {
    for (int round = 0; round < 50; round++) {
      List<Task<?>> aimedAt = new ArrayList<>();
      List<Task<Boolean>> neighbours = new ArrayList<>();
      List<Task<?>> all = new ArrayList<>();
      CountDownLatch begun = new CountDownLatch(1);
      for (int i = 0; i < 20; i++) {
        Task<Integer> task =
            Task.of(
                "aimed at",
                () -> {
                  begun.countDown();
                  return spin(200);
                });
        Task<Boolean> neighbour = Task.of("neighbour", Thread::interrupted);
        aimedAt.add(task);
        neighbours.add(neighbour);
        all.add(task);
        all.add(neighbour);
      }
      Thread canceller =
          Thread.ofPlatform()
              .start(
                  () -> {
                    Bounded.awaitUninterrupted(begun);
                    aimedAt.forEach(Task::cancel);
                  });

      Make.defaults().parallelism(1).now(all);

      Bounded.join(canceller);
      for (Task<Boolean> neighbour : neighbours) {
        assertEquals(TaskState.DONE, neighbour.state());
        assertFalse(neighbour.get());
      }
    }
  }

  /**
   * What a function leaves behind on a shared worker, flag or name, does not reach the next one.
   */
  @Test
  void make_functionLeavesFlagAndName_neighbourFindsNone() throws Exception {
    List<Task<?>> all = new ArrayList<>();
    List<Task<List<Object>>> neighbours = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      all.add(
          Task.run(
              "untidy",
              () -> {
                Thread.currentThread().setName("untidy");
                Thread.currentThread().interrupt();
              }));
      Task<List<Object>> neighbour =
          Task.of(
              "neighbour", () -> List.of(Thread.interrupted(), Thread.currentThread().getName()));
      neighbours.add(neighbour);
      all.add(neighbour);
    }

    Make.defaults().parallelism(1).now(all);

    for (Task<List<Object>> neighbour : neighbours) {
      assertEquals(false, neighbour.get().get(0));
      assertNotEquals("untidy", neighbour.get().get(1));
    }
  }

  /** A thread that is interrupted for another reason keeps its flag through a dispatch. */
  @Test
  void dispatch_inInterruptedThread_keepsTheFlag() throws Exception {
    boolean[] seen = new boolean[1];
    boolean after =
        Bounded.elsewhere(
            () -> {
              Task<?> task =
                  Task.run(
                      "t",
                      () -> {
                        seen[0] = Thread.currentThread().isInterrupted();
                      });
              Thread.currentThread().interrupt();
              task.dispatch();
              return Thread.interrupted();
            });

    assertTrue(seen[0]);
    assertTrue(after);
  }

  /** An inner task that was cancelled, too, does not swallow the interrupt of the outer one. */
  @Test
  void cancel_outerAndInnerTaskOfOneThread_outerIsStillInterrupted() throws Exception {
    Gate gate = new Gate();
    boolean[] interrupted = new boolean[1];
    Task<String> inner =
        Task.of(
            "inner",
            () -> {
              gate.passUninterrupted();
              return "value";
            });
    Task<?> outer =
        Task.run(
            "outer",
            () -> {
              inner.dispatch();
              interrupted[0] = Thread.currentThread().isInterrupted();
            });
    Thread thread = outer.bg();
    gate.awaitEntered();

    outer.cancel();
    inner.cancel();
    gate.open();

    Bounded.join(thread);
    assertEquals(TaskState.CANCELLED, inner.state());
    assertEquals(TaskState.CANCELLED, outer.state());
    assertTrue(interrupted[0], "the interrupt of the outer task is gone");
  }

  /** A cancelled inner task leaves the outer one alone. */
  @Test
  void cancel_innerTask_outerGoesOn() throws Exception {
    Gate gate = new Gate();
    Task<String> inner =
        Task.of(
            "inner",
            () -> {
              gate.pass();
              return "not reached";
            });
    Task<Boolean> outer =
        Task.of(
            "outer",
            () -> {
              inner.dispatch();
              return Thread.currentThread().isInterrupted();
            });
    Thread thread = outer.bg();
    gate.awaitEntered();

    inner.cancel();

    Bounded.join(thread);
    assertEquals(TaskState.CANCELLED, inner.state());
    assertEquals(TaskState.DONE, outer.state());
    assertFalse(outer.get());
  }
}
