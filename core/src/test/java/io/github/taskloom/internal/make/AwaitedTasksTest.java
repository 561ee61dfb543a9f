package io.github.taskloom.internal.make;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Outcome;
import io.github.taskloom.Task;
import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskState;
import io.github.taskloom.internal.pool.WorkSource;
import io.github.taskloom.internal.task.Ownership;
import io.github.taskloom.internal.task.Runner;
import io.github.taskloom.internal.task.TaskCancellation;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.internal.task.TaskStatus;
import io.github.taskloom.policy.Retry;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import io.github.taskloom.testkit.VirtualClock;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a make waits for what others run. */
@Timeout(60)
class AwaitedTasksTest {
  private final Gate gate = new Gate();

  private static Task<String> queued() {
    Task<String> task = Task.of("queued", () -> "x");
    task.queue();
    return task;
  }

  private static AwaitedTasks awaited(MakeOptions how) {
    Making making = new Making(how, null, new CompletionLog(1, false));
    return new AwaitedTasks(making, how.clock(), new LeftOpen());
  }

  private static Schedule planned(MakeOptions how, Task<?> task) {
    Schedule schedule = Schedule.plan(how, TaskNode.all(List.of(task)), null);
    schedule.nextPart();
    return schedule;
  }

  /** What it waits for is there to be seen, by who looks for circles, until it has settled. */
  @Test
  void waitForOthers_task_isThereUntilItSettles() {
    Task<String> task = queued();
    AwaitedTasks awaited = awaited(MakeOptions.DEFAULTS);

    assertTrue(
        awaited.waitForOthers(planned(MakeOptions.DEFAULTS, task), 0, TaskNode.of(task).status()));
    assertEquals(List.of(task), awaited.tasks().toList());

    task.cancel();
    assertEquals(List.of(), awaited.tasks().toList());
  }

  /** An attempt that is over is not waited for: another one stands. */
  @Test
  void waitForOthers_earlierAttempt_isRefused() {
    Task<String> task = queued();
    Schedule schedule = planned(MakeOptions.DEFAULTS, task);
    TaskStatus before = TaskNode.of(task).status();
    task.cancel();
    task.retry();
    AwaitedTasks awaited = awaited(MakeOptions.DEFAULTS);

    assertFalse(awaited.waitForOthers(schedule, 0, before));

    assertEquals(List.of(), awaited.tasks().toList());
  }

  /** Nor is one that was taken back while the wait began: its turn comes again. */
  @Test
  void waitForOthers_takenBackMeanwhile_comesAgain() {
    MakeOptions how = MakeOptions.DEFAULTS.retry(Retry.times(2)); // so that turns can come again
    Task<String> task = Task.of("queued", () -> "x");
    Object executor = new Object();
    TaskNode.of(task).move(TaskNode.of(task).status(), TaskEvent.QUEUE, executor);
    Schedule schedule = Schedule.plan(how, TaskNode.all(List.of(task)), null);
    WorkSource part = Objects.requireNonNull(schedule.nextPart());
    assertEquals(0, part.claim(true));
    TaskStatus before = TaskNode.of(task).status();
    assertTrue(
        TaskCancellation.takeBack(
            TaskNode.of(task), now -> now.detail() == executor, "a test has stopped its make"));
    AwaitedTasks awaited = awaited(how);

    assertTrue(awaited.waitForOthers(schedule, 0, before));

    assertEquals(1, part.left());
    assertEquals(List.of(), awaited.tasks().toList());
  }

  /** Who waits for the rest of a layer sleeps. */
  @Test
  void await_somethingOpen_sleepsUntilItIsTold() throws Exception {
    Task<String> task = queued();
    AwaitedTasks awaited = awaited(MakeOptions.DEFAULTS);
    awaited.waitForOthers(planned(MakeOptions.DEFAULTS, task), 0, TaskNode.of(task).status());
    FutureTask<?> waiting = new FutureTask<>(awaited::await, null);
    Thread maker = Thread.ofPlatform().daemon().start(waiting);
    Bounded.until(() -> maker.getState() == Thread.State.WAITING);
    maker.interrupt(); // no caller's
    Bounded.until(() -> !maker.isInterrupted() && maker.getState() == Thread.State.WAITING);

    task.cancel();
    LockSupport.unpark(maker); // a making that runs does so

    waiting.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  /** Makes a task of others beside one that nothing but the make holds; both are over then. */
  private WeakReference<Task<?>> makeBeside(Task<?> foreign, Make how, boolean interrupted)
      throws Exception {
    Task<?> beside = Task.of("beside", () -> "x");
    FutureTask<?> make = new FutureTask<>(() -> how.now(foreign, beside));
    Thread maker = Thread.ofPlatform().daemon().start(make);
    assertEquals(new Outcome.Done<>("x"), beside.join(Bounded.LIMIT));
    if (interrupted) {
      maker.interrupt();
    } else {
      gate.open();
    }
    make.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
    return new WeakReference<>(beside);
  }

  /** A make that is over leaves nothing at a task of others, neither told nor given up. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void make_over_isNotHeldByWhatItWaitedFor(boolean interrupted) throws Exception {
    Task<?> foreign =
        Task.of(
            "foreign",
            () -> {
              gate.pass();
              return 1;
            });
    Thread thread = foreign.bg();
    gate.awaitEntered();

    WeakReference<Task<?>> beside =
        makeBeside(foreign, Make.defaults().retry(Retry.times(2)), interrupted);

    awaitGiveUp(beside);
    gate.open();
    Bounded.join(thread);
    assertEquals(TaskState.DONE, foreign.state());
  }

  /** Nor at a task that is between two attempts of another make. */
  @Test
  void make_overDuringTheBackoffOfAnother_isNotHeld() throws Exception {
    VirtualClock clock = new VirtualClock();
    Task<Object> flaky =
        Task.builder(
                "flaky",
                () -> {
                  throw new IllegalStateException("on purpose");
                })
            .retry(Retry.times(2).backoff(Duration.ofHours(1)))
            .build();
    FutureTask<?> owner = Bounded.background(() -> Make.defaults().clock(clock).now(flaky));
    clock.awaitTimers(1, Bounded.LIMIT);

    awaitGiveUp(makeBeside(flaky, Make.defaults().clock(clock), true));

    flaky.cancel();
    owner.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  private static void awaitGiveUp(WeakReference<Task<?>> beside) {
    Bounded.until(
        () -> {
          System.gc();
          return beside.get() == null; // else the make is still held
        });
  }

  /** One whose make has given it up before the wait for that began comes again at once. */
  @Test
  void waitForOthers_givenUpMeanwhile_comesAgain() throws Exception {
    MakeOptions how = MakeOptions.DEFAULTS.retry(Retry.times(2).backoff(Duration.ofHours(1)));
    Ownership owner = new Ownership();
    Task<Object> flaky =
        Task.of(
            "flaky",
            () -> {
              throw new IllegalStateException("on purpose");
            });
    TaskNode<Object> node = TaskNode.of(flaky);
    node.enterRun(node.status(), Runner.here());
    node.perform(Objects.requireNonNull(how.effectivePolicy(node, owner)), function -> function);
    Schedule schedule = Schedule.plan(how, TaskNode.all(List.of(flaky)), null);
    WorkSource part = Objects.requireNonNull(schedule.nextPart());
    assertEquals(0, part.claim(true));
    owner.giveUp();
    AwaitedTasks awaited = awaited(how);

    assertTrue(awaited.waitForOthers(schedule, 0, node.status()));

    assertEquals(1, part.left());
    assertEquals(List.of(), awaited.tasks().toList());
  }
}
