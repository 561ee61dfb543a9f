package io.github.taskloom.internal.make;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Outcome;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.internal.task.Runner;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testkit.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class MakingTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final VirtualClock clock = new VirtualClock();

  private static Making making(MakeOptions how) {
    return new Making(how, null, new CompletionLog(10, false));
  }

  private static List<Runner> atWork(Making making) {
    List<Runner> present = new ArrayList<>();
    making.threads().forEach(present::add);
    return present;
  }

  /** Its time begins with it, whatever the clock shows then. */
  @Test
  void timeLeft_clockGoesOn_runsOut() {
    clock.advance(HOUR.multipliedBy(100));
    Making making = making(MakeOptions.DEFAULTS.timeout(HOUR).clock(clock));
    MakeLimit limit = Objects.requireNonNull(making.progress().limit());
    assertEquals(HOUR, limit.left());

    clock.advance(Duration.ofMinutes(20));
    assertEquals(Duration.ofMinutes(40), limit.left());

    clock.advance(HOUR);
    assertEquals(Duration.ZERO, limit.left());
    assertNull(making(MakeOptions.DEFAULTS).progress().limit());
  }

  /** A make that ends in time leaves no timer, whatever thread it went on in. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void make_endsInTime_leavesNoTimer(boolean virtual) throws Exception {
    clock.advance(HOUR.multipliedBy(100));
    Task<Integer> task = Task.of("task", () -> clock.timers());
    Thread.Builder threads = virtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon();

    Bounded.join(threads.start(() -> Make.defaults().timeout(HOUR).clock(clock).now(task)));

    assertEquals(new Outcome.Done<>(1), task.outcome()); // that of the make
    assertEquals(0, clock.timers());
  }

  /** A task that is queued while the time runs out is taken back: its executor may drop it. */
  @Test
  void make_timeIsUpWhileQueueing_takesBack() throws Exception {
    Task<String> task = Task.of("queued", () -> "x");
    List<String> why = new CopyOnWriteArrayList<>();
    task.onEnter(TaskState.QUEUED, made -> clock.advance(HOUR));
    task.onEnter(TaskState.PENDING, made -> why.add(made.event() + ": " + made.detail()));
    FutureTask<?> make =
        Bounded.background(
            () -> Make.defaults().queue(command -> {}).timeout(HOUR).clock(clock).now(task));

    make.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);

    assertEquals(TaskState.PENDING, task.state());
    Bounded.until(() -> !why.isEmpty()); // by whichever thread
    assertEquals(List.of("UNQUEUE: the time of its make, PT1H, was up"), why);
  }

  /** A stop tells the callbacks of what runs, after it has interrupted it. */
  @Test
  void stop_whileATaskRuns_tellsItsRunState() {
    Making making = making(MakeOptions.DEFAULTS);
    Runner runner = new Runner(null, Thread.currentThread());
    Task<String> task = Task.of("task", () -> "x");
    AtomicInteger told = new AtomicInteger();
    task.runState().onCancel(told::incrementAndGet);
    making.threads().add(runner);
    TaskNode.of(task).enterRun(TaskNode.of(task).status(), runner);

    making.progress().stop("by a test");

    assertEquals(1, told.get());
    assertTrue(Thread.interrupted());
    assertEquals(TaskState.CANCELLED, TaskNode.of(task).perform());
  }

  /** After a run no thread is left that holds a task, however it ran. */
  @ParameterizedTest
  @CsvSource({"true, 8", "false, 8", "false, 100"})
  void run_toItsEnd_noneIsAtWork(boolean threadEach, int count) {
    MakeOptions how = threadEach ? MakeOptions.DEFAULTS.withThreadPerTask() : MakeOptions.DEFAULTS;
    CountDownLatch all = new CountDownLatch(count);
    List<Task<?>> tasks = new ArrayList<>();
    if (count > 8) {
      tasks.add(Task.of("quick", () -> 0)); // so that the others are not known to be slow
    }
    for (int i = 0; i < count; i++) {
      tasks.add(
          Task.of(
              "task",
              () -> {
                all.countDown();
                Bounded.await(all);
                return 1;
              }));
    }
    Making making = new Making(how, null, new CompletionLog(tasks.size(), false));
    Schedule schedule = Schedule.plan(how, TaskNode.all(tasks), null);
    assertTrue(making.begin(schedule));

    new MakeRun(making).byMaker(schedule, () -> "a test");

    tasks.forEach(task -> assertEquals(TaskState.DONE, task.state()));
    assertEquals(List.of(), atWork(making));
    assertNull(making.progress().phase().failure());
    assertFalse(Thread.interrupted());
  }
}
