package io.github.taskloom.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.Outcome.Cancelled;
import io.github.taskloom.Outcome.Done;
import io.github.taskloom.Outcome.Failed;
import io.github.taskloom.Outcome.Unsettled;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Executors that do not do what an executor should, in either order. */
@Timeout(60)
class ExecutorFaultsTest {
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

  /** What it rejects fails with the rejection, those behind by it; the rest is made. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void queue_executorRejectsSome_thoseFailAndTheRestIsMade(Order order) {
    AtomicInteger calls = new AtomicInteger();
    AssertionError full = new AssertionError("full");
    Executor moody =
        command -> {
          if (calls.incrementAndGet() % 2 == 0) {
            throw full;
          }
          command.run();
        };
    List<Task<?>> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Task<String> root = Task.of("root", () -> "x");
      all.add(root);
      all.add(root.then("behind", value -> value));
    }

    assertEquals(200, through(order, moody).now(all).size());

    List<Task<?>> rejected = all.stream().filter(task -> !isDone(task)).toList();
    // Which submission comes first is open, as several threads submit; how many were run is not.
    assertEquals(calls.get() - calls.get() / 2, all.size() - rejected.size());
    assertTrue(rejected.stream().allMatch(task -> rootOf(task) == full));
  }

  private static boolean isDone(Task<?> task) {
    return task.state() == TaskState.DONE;
  }

  private static Throwable rootOf(Task<?> failed) {
    Throwable cause = assertInstanceOf(Failed.class, failed.outcome()).cause();
    return cause.getCause() == null ? cause : cause.getCause();
  }

  /** A rejection of what it has run already comes too late: the task stays DONE. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void queue_executorRejectsWhatItHasRun_taskIsDone(Order order) {
    Task<String> task = Task.of("task", () -> "x");

    through(
            order,
            command -> {
              command.run();
              throw new RejectedExecutionException("too late");
            })
        .now(task);

    assertEquals(new Done<>("x"), task.outcome());
  }

  /** What it drops stays QUEUED: a wait with a limit ends, and cancelling the future ends all. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void later_executorDrops_limitedWaitsEndAndCancelEndsTheMake(Order order) throws Exception {
    Task<String> task = Task.of("task", () -> "x");
    Task<String> next = task.thenCall("next", () -> "y");
    CompletableFuture<List<Task<?>>> future =
        Make.defaults().order(order).queue(dropping).later(next);
    Bounded.await(executed);

    assertThrows(TimeoutException.class, () -> future.get(10, TimeUnit.MILLISECONDS));
    assertInstanceOf(Unsettled.class, task.join(Duration.ofMillis(10)));
    assertEquals(TaskState.QUEUED, task.state());
    future.cancel(true);

    Bounded.until(() -> task.state() == TaskState.PENDING); // taken back
    assertEquals(TaskState.PENDING, next.state());
  }

  /** A deadline on the future itself ends the make as cancelling it does. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void later_deadlineOnTheFuture_endsTheMake(Order order) throws Exception {
    Task<String> task = Task.of("task", () -> "x");

    CompletableFuture<List<Task<?>>> future =
        Make.defaults().order(order).queue(dropping).later(task);
    Bounded.await(executed);
    CompletableFuture<?> same = future.orTimeout(1, TimeUnit.MILLISECONDS);
    assertSame(future, same);

    Bounded.until(() -> task.state() == TaskState.PENDING); // taken back
    assertTrue(future.isCompletedExceptionally());
  }

  /** One that is shut down in the middle fails what it interrupts; what it drops is held. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void queue_executorIsShutDownNow_runningFailsAndQueuedIsTakenBackByTheInterrupt(Order order)
      throws Exception {
    Gate gate = new Gate();
    Callable<String> function =
        () -> {
          gate.pass();
          return "not reached";
        };
    Task<String> one = Task.of("one", function);
    Task<String> other = Task.of("other", function);
    CountDownLatch both = new CountDownLatch(2);
    try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
      Executor counting =
          command -> {
            pool.execute(command);
            both.countDown(); // not before: a pool that is shut down rejects it
          };
      MakerThread maker = MakerThread.start(through(order, counting), one, other);
      gate.awaitEntered();
      Bounded.await(both);
      Task<String> running = one.state() == TaskState.RUNNING ? one : other;
      Task<String> queued = running == one ? other : one;

      pool.shutdownNow();

      Failed<?> failed = assertInstanceOf(Failed.class, running.join(Bounded.LIMIT));
      assertInstanceOf(InterruptedException.class, failed.cause());
      maker.interrupt();
      maker.awaitEnd();
      assertEquals(TaskState.PENDING, queued.state());
      assertEquals(List.of(running), maker.settled());
    }
  }

  /** A thread that throws when it is interrupted: the others end, and the make tells of it. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void queue_threadRefusesItsInterrupt_othersAreCancelledAndItIsTold(Order order) throws Exception {
    Gate never = new Gate();
    Gate refuses = new Gate();
    AtomicReference<Thread> refusing = new AtomicReference<>();
    Task<Object> ends = Task.run("ends", never::pass);
    Task<Object> goesOn =
        Task.run(
            "goes on",
            () -> {
              refusing.set(Thread.currentThread());
              refuses.passUninterrupted();
            });
    Executor executor =
        command -> {
          Thread thread =
              new Thread(command) {
                @Override
                public void interrupt() {
                  if (this == refusing.get()) {
                    throw new SecurityException("not this one");
                  }
                  super.interrupt();
                }
              };
          thread.setDaemon(true);
          thread.start();
          never.awaitEnteredUnchecked(); // so that the other one comes on top of it
        };
    MakerThread maker = MakerThread.start(through(order, executor), ends, goesOn);
    never.awaitEntered();
    refuses.awaitEntered();

    maker.interrupt();

    assertInstanceOf(Cancelled.class, ends.join(Bounded.LIMIT));
    refuses.open();
    IllegalStateException told = assertInstanceOf(IllegalStateException.class, maker.awaitThrown());
    assertEquals("not this one", told.getCause().getMessage());
    assertTrue(goesOn.isSettled());
    assertTrue(maker.keptItsFlag());
  }
}
