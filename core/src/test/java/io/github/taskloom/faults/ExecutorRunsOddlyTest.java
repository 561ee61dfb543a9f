package io.github.taskloom.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Executors that run tasks where and when it is not expected, in either order. */
@Timeout(60)
class ExecutorRunsOddlyTest {
  private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();
  private final CountDownLatch executed = new CountDownLatch(1);

  /** Takes commands, and forgets to run them. */
  private final Executor dropping =
      command -> {
        commands.add(command);
        executed.countDown();
      };

  private static Make through(Order order, Executor executor) {
    return Make.defaults().order(order).queue(executor);
  }

  /** A command that is run after its make has given it up does nothing, nor in a later attempt. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void queue_executorRunsLate_nothingHappens(Order order) throws Exception {
    AtomicInteger runs = new AtomicInteger();
    Task<Integer> task = Task.of("task", runs::incrementAndGet);
    MakerThread maker = MakerThread.start(through(order, dropping), task);
    Bounded.await(executed);
    maker.interrupt();
    maker.awaitEnd();
    Runnable late = commands.remove();

    late.run();
    assertEquals(TaskState.PENDING, task.state());

    // Nor while another make has queued it, in the same attempt.
    MakerThread second = MakerThread.start(through(order, dropping), task);
    Bounded.until(() -> !commands.isEmpty());
    late.run();
    assertEquals(TaskState.QUEUED, task.state());
    commands.remove().run();
    second.awaitEnd();
    late.run();
    assertEquals(1, runs.get());
  }

  /** One that runs each command twice, at once on two threads, runs each task once. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void queue_executorRunsTwiceAtOnce_eachTaskRunsOnce(Order order) {
    AtomicInteger runs = new AtomicInteger();
    List<Task<?>> tasks = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      tasks.add(Task.of("task", runs::incrementAndGet));
      if (i >= 10) {
        tasks.get(i).require(tasks.get(i - 10));
      }
    }
    try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
      through(
              order,
              command -> {
                pool.execute(command);
                pool.execute(command);
              })
          .now(tasks);
    }

    assertEquals(500, runs.get());
    tasks.forEach(task -> assertEquals(TaskState.DONE, task.state()));
  }

  /** One that runs in the calling thread: an interrupt ends what runs there as anywhere. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void queue_executorRunsInTheCaller_interruptCancelsWhatRuns(Order order) throws Exception {
    Gate gate = new Gate();
    Task<String> task =
        Task.of(
            "task",
            () -> {
              gate.pass();
              return "not reached";
            });
    Task<String> beside = Task.of("beside", () -> "x");
    Task<String> next = task.thenCall("next", () -> "y");
    MakerThread maker = MakerThread.start(through(order, Runnable::run), task, beside, next);
    gate.awaitEntered();

    maker.interrupt();

    maker.awaitEnd();
    assertEquals(TaskState.CANCELLED, task.state());
    assertEquals(TaskState.PENDING, next.state());
    assertFalse(beside.state() == TaskState.RUNNING);
  }

  /** One that blocks in execute holds the make until it returns, interrupted or not. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void queue_executorBlocks_makeIsHeldUntilItReturns(Order order) throws Exception {
    Gate gate = new Gate();
    Task<String> task = Task.of("task", () -> "x");
    MakerThread maker =
        MakerThread.start(
            through(
                order,
                command -> {
                  gate.passUninterrupted();
                  command.run();
                }),
            task);
    gate.awaitEntered();

    maker.interrupt();
    maker.awaitHeeded();
    assertFalse(maker.hasEnded());
    gate.open();

    maker.awaitEnd();
    assertEquals(TaskState.PENDING, task.state()); // taken back before it began
    assertTrue(maker.keptItsFlag());
  }
}
