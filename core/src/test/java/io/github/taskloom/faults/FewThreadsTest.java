package io.github.taskloom.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.taskloom.Make;
import io.github.taskloom.Outcome.Done;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.policy.Retry;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import io.github.taskloom.testkit.VirtualClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Makes inside of functions, where the threads of the make around them are all taken by those. */
@Timeout(60)
class FewThreadsTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final ExecutorService pool =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());

  @AfterEach
  void stop() {
    pool.shutdownNow();
  }

  /** A task between two attempts of the make around, whose only worker is in the function. */
  @Test
  void make_insideTheOnlyLane_runsTheNextAttemptItself() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Task<Integer> flaky =
        Task.of(
            "flaky",
            () -> {
              if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("on purpose");
              }
              return 2;
            });
    Task<?> makes = Task.run("makes", flaky::make);

    MakerThread.start(Make.defaults().parallelism(1).retry(Retry.times(2)), flaky, makes)
        .awaitEnd();

    assertEquals(new Done<>(2), flaky.outcome());
    assertEquals(2, flaky.attempt());
  }

  /** The same where that make hands one task at a time to its executor. */
  @Test
  void make_insideTheOnlyPermit_runsTheNextAttemptItself() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Task<Integer> flaky =
        Task.of(
            "flaky",
            () -> {
              if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("on purpose");
              }
              return 2;
            });
    Task<?> makes = Task.run("makes", flaky::make);

    MakerThread.start(
            Make.defaults().queue(Thread::startVirtualThread).parallelism(1).retry(Retry.times(2)),
            flaky,
            makes)
        .awaitEnd();

    assertEquals(new Done<>(2), flaky.outcome());
  }

  /** A make in the only thread of the executor that it hands its task to runs that itself. */
  @Test
  void queue_insideTheOnlyThreadOfTheExecutor_isRunByTheMaker() throws Exception {
    Make how = Make.defaults().queue(pool);
    Task<String> inner = Task.of("inner", () -> "x");
    Task<?> outer = Task.run("outer", () -> how.now(inner));

    MakerThread.start(how, outer).awaitEnd();

    assertEquals(new Done<>("x"), inner.outcome());
  }

  /** So does one that waits for a task which the make around has queued behind it. */
  @Test
  void make_taskIsQueuedBehindItsOnlyThread_isRunByTheMaker() throws Exception {
    CountDownLatch queued = new CountDownLatch(1);
    Task<String> behind = Task.of("behind", () -> "x");
    Task<?> makes =
        Task.run(
            "makes",
            () -> {
              Bounded.await(queued);
              Make.defaults().now(behind);
            });
    behind.onEnter(TaskState.QUEUED, made -> queued.countDown());

    MakerThread.start(Make.defaults().queue(pool), makes, behind).awaitEnd();

    assertEquals(new Done<>("x"), behind.outcome());
    assertEquals(List.of(behind), Make.defaults().now(behind));
  }

  /** What is taken over goes on by the rule of the make that would have made the attempt. */
  @Test
  void make_takesOverATask_goesByTheRuleOfItsMake() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Task<Integer> flaky =
        Task.of(
            "flaky",
            () -> {
              if (calls.incrementAndGet() < 4) {
                throw new IllegalStateException("on purpose");
              }
              return 4;
            });
    Task<?> makes = Task.run("makes", flaky::make);

    MakerThread.start(Make.defaults().parallelism(1).retry(Retry.times(5)), flaky, makes)
        .awaitEnd();

    assertEquals(new Done<>(4), flaky.outcome());
  }

  /** A make whose queued task another one has claimed stops waiting when its own time is up. */
  @Test
  void timeout_queuedTaskWasClaimedByAnother_isNotHeldUp() throws Exception {
    CountDownLatch holdsTheThread = new CountDownLatch(1);
    CountDownLatch queued = new CountDownLatch(1);
    Gate gate = new Gate();
    Task<?> behind = Task.run("behind", gate::passUninterrupted);
    Task<?> makes =
        Task.run(
            "makes",
            () -> {
              holdsTheThread.countDown();
              Bounded.await(queued);
              Make.defaults().now(behind);
            });
    behind.onEnter(TaskState.QUEUED, made -> queued.countDown());
    MakerThread around = MakerThread.start(Make.defaults().queue(pool), makes);
    Bounded.await(holdsTheThread);
    VirtualClock clock = new VirtualClock();
    MakerThread limited =
        MakerThread.start(Make.defaults().queue(pool).clock(clock).timeout(HOUR), behind);
    gate.awaitEntered();

    clock.advance(HOUR);

    limited.awaitEnd();

    assertEquals(TaskState.RUNNING, behind.state());
    gate.open();
    around.awaitEnd();
    assertEquals(TaskState.DONE, behind.state());
  }
}
