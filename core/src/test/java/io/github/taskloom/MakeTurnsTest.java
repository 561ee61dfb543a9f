package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.fsm.Registration;
import io.github.taskloom.policy.Retry;
import io.github.taskloom.policy.TaskClock;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import io.github.taskloom.testkit.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done to a task just when its turn comes: by callbacks, clocks and other threads. */
@Timeout(60)
class MakeTurnsTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final VirtualClock clock = new VirtualClock();
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicBoolean once = new AtomicBoolean(true);

  /** What an executor was handed, and runs when its test says so. */
  private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();

  private Task<Integer> counting(String name) {
    return Task.of(name, calls::incrementAndGet);
  }

  /** Fails the first time, and comes again an hour later. */
  private Task<Integer> flaky() {
    return Task.builder(
            "flaky",
            () -> {
              if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("on purpose");
              }
              return calls.get();
            })
        .retry(Retry.times(2).backoff(HOUR))
        .build();
  }

  /** One that acts at the look of that number, of those that find the task PENDING. */
  private TaskClock atLook(int number, Task<?> task, Runnable act) {
    AtomicInteger looks = new AtomicInteger();
    return new TaskClock() {
      @Override
      public long nanoTime() {
        if (task.state() == TaskState.PENDING && looks.incrementAndGet() == number) {
          act.run();
        }
        return clock.nanoTime();
      }

      @Override
      public Registration schedule(Duration delay, Runnable action) {
        return clock.schedule(delay, action);
      }
    };
  }

  private static <T> T result(FutureTask<T> future) throws Exception {
    return future.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  private Runnable command() {
    Bounded.until(() -> !commands.isEmpty());
    return commands.remove();
  }

  /** One that another thread dispatches while it is queued is not run by the executor, too. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void queue_dispatchedByAnotherThread_runsOnce(Order order) throws Exception {
    Gate gate = new Gate();
    Task<Integer> task =
        Task.of(
            "task",
            () -> {
              int call = calls.incrementAndGet();
              if (call == 1) {
                gate.pass();
              }
              return call;
            });
    var make =
        Bounded.background(() -> Make.defaults().order(order).queue(commands::add).now(task));
    Runnable command = command();
    var dispatch = Bounded.background(task::dispatch);
    gate.awaitEntered();

    command.run();
    gate.open();

    assertEquals(TaskState.DONE, result(dispatch));
    assertEquals(List.of(task), result(make));
    assertEquals(new Outcome.Done<>(1), task.outcome());
    assertEquals(1, calls.get());
  }

  /** One that a callback settles and opens again as it is queued is queued again, and only then. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void queue_callbackCancelsAndRetries_isHandedOverOnce(Order order) {
    Task<Integer> task = counting("task");
    AtomicInteger handedOver = new AtomicInteger();
    task.onEnter(
        TaskState.QUEUED,
        made -> {
          if (once.getAndSet(false)) {
            task.cancel();
            task.retry();
          }
        });

    List<Task<?>> settled =
        Make.defaults()
            .order(order)
            .queue(
                command -> {
                  handedOver.incrementAndGet();
                  command.run();
                })
            .now(task);

    assertEquals(List.of(task), settled);
    assertEquals(new Outcome.Done<>(1), task.outcome());
    assertEquals(1, handedOver.get());
  }

  /** One that is cancelled as it is to be tried again is settled once. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void queue_callbackCancelsBetweenAttempts_isToldOnce(Order order) {
    Task<Integer> flaky = flaky();
    Task<Integer> beside = Task.of("beside", () -> 0).then("behind", value -> value);
    flaky.onEnter(
        TaskState.PENDING,
        made -> {
          if (made.event() == TaskEvent.AGAIN) {
            flaky.cancel("by a callback");
          }
        });

    List<Task<?>> settled =
        Make.defaults().order(order).clock(clock).queue(Runnable::run).now(flaky, beside);

    assertEquals(2, settled.size());
    assertTrue(settled.containsAll(List.of(flaky, beside)));
    assertInstanceOf(Outcome.Cancelled.class, flaky.outcome());
    assertEquals(TaskState.DONE, beside.state());
  }

  /** One that is cancelled just before its wait begins is told at once, and leaves no timer. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void make_cancelledAsTheBackoffBegins_leavesNoTimer(Order order) {
    Task<Integer> flaky = flaky();
    TaskClock cancelling = atLook(1, flaky, flaky::cancel);

    List<Task<?>> settled = Make.defaults().order(order).clock(cancelling).now(flaky);

    assertEquals(List.of(flaky), settled);
    assertEquals(TaskState.CANCELLED, flaky.state());
    assertEquals(0, clock.timers());
    assertEquals(1, calls.get());
  }

  /** One that is opened anew just before its wait begins does not wait for what was before. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void make_openedAnewAsTheBackoffBegins_runsAtOnce(Order order) throws Exception {
    Task<Integer> flaky = flaky();
    TaskClock reopening =
        atLook(
            1,
            flaky,
            () -> {
              flaky.cancel();
              flaky.retry();
            });

    var make = Bounded.background(() -> Make.defaults().order(order).clock(reopening).now(flaky));

    assertEquals(List.of(flaky), result(make));
    assertEquals(new Outcome.Done<>(2), flaky.outcome());
    assertEquals(0, clock.timers());
  }

  /** One that is cancelled just as its next attempt is due does not run, and is told. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void make_cancelledAsTheNextAttemptIsDue_isTold(boolean queued) throws Exception {
    for (Order order : Order.values()) {
      calls.set(0);
      Task<Integer> flaky = flaky();
      Make timed = Make.defaults().order(order).clock(atLook(2, flaky, flaky::cancel));
      Make how = queued ? timed.queue(Thread::startVirtualThread) : timed;
      var make = Bounded.background(() -> how.now(flaky));
      clock.awaitTimers(1, Bounded.LIMIT);

      clock.advance(HOUR);

      assertEquals(List.of(flaky), result(make));
      assertEquals(TaskState.CANCELLED, flaky.state());
      assertEquals(1, calls.get());
    }
  }

  /** The same for one that is taken over from another make, before it is due. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void make_cancelledAsItIsTakenOver_isTold(Order order) throws Exception {
    Task<Integer> flaky = flaky();
    interruptedInTheBackoff(atLook(2, flaky, flaky::cancel), flaky);

    var make = Bounded.background(() -> Make.defaults().order(order).clock(clock).now(flaky));

    assertEquals(List.of(flaky), result(make));
    assertEquals(TaskState.CANCELLED, flaky.state());
    assertEquals(0, clock.timers());
    assertEquals(1, calls.get());
  }

  /** One that is settled while it waits for its place at the executor leaves that to the next. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void parallelism_settledWhileItWaits_theNextTakesItsPlace(Order order) throws Exception {
    Task<Integer> last = flaky();
    interruptedInTheBackoff(clock, last);
    Task<Integer> first = counting("first");
    Task<Integer> second = counting("second");
    Task<Integer> third = counting("third");
    Make how = Make.defaults().order(order).clock(clock).parallelism(1).queue(commands::add);
    var make = Bounded.background(() -> how.now(first, second, third, last));
    Runnable command = command();
    clock.awaitTimers(1, Bounded.LIMIT); // the last one's turn was, and so were those before
    assertEquals(List.of(), List.copyOf(commands));

    second.cancel();
    command.run();
    command().run();
    assertEquals(TaskState.DONE, third.state());
    clock.advance(HOUR);
    command().run();

    assertEquals(List.of(first, second, third, last), result(make));
    assertEquals(TaskState.CANCELLED, second.state());
    assertEquals(TaskState.DONE, last.state());
  }

  /** Failed once by a make that was interrupted then. */
  private void interruptedInTheBackoff(TaskClock by, Task<?> task) throws Exception {
    FutureTask<List<Task<?>>> make = new FutureTask<>(() -> Make.defaults().clock(by).now(task));
    Thread maker = Thread.ofPlatform().daemon().start(make);
    clock.awaitTimers(1, Bounded.LIMIT);
    maker.interrupt();
    assertEquals(List.of(), result(make));
    assertEquals(TaskState.PENDING, task.state());
    assertEquals(0, clock.timers());
  }

  /** Eagerly, what requires one that runs elsewhere begins when that ends, whatever else runs. */
  @Test
  void eager_elsewhereEndsWhileAnotherRuns_whatIsBehindBegins() throws Exception {
    Gate foreignGate = new Gate();
    Gate slowGate = new Gate();
    Task<Integer> foreign =
        Task.of(
            "foreign",
            () -> {
              foreignGate.pass();
              return 1;
            });
    foreign.bg();
    foreignGate.awaitEntered();
    Task<Integer> slow =
        Task.of(
            "slow",
            () -> {
              slowGate.pass();
              return 2;
            });
    Task<Object> behind = foreign.thenRun("behind", slowGate::open);
    var make =
        Bounded.background(
            () -> Make.defaults().order(Order.EAGER).parallelism(2).now(foreign, behind, slow));
    slowGate.awaitEntered();

    foreignGate.open();

    assertEquals(3, result(make).size());
    assertEquals(TaskState.DONE, behind.state());
    assertEquals(TaskState.DONE, slow.state());
  }

  /** A queued task tells where it is, and why it is taken back. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void failFast_queuedTask_tellsWhyItIsTakenBack(Order order) {
    List<String> told = new ArrayList<>();
    Task<Integer> kept = counting("kept");
    kept.onTransition(made -> told.add(made.event() + ": " + made.detail()));

    failFastBeside(kept, order, command -> {});

    assertEquals(List.of("QUEUE: null", "UNQUEUE: its make fails fast"), told);
    assertEquals(TaskState.PENDING, kept.state());
  }

  /** The same where the make is interrupted. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void interrupt_queuedTask_tellsWhyItIsTakenBack(Order order) throws Exception {
    List<String> told = new ArrayList<>();
    Task<Integer> kept = counting("kept");
    kept.onEnter(TaskState.PENDING, made -> told.add(made.event() + ": " + made.detail()));
    FutureTask<List<Task<?>>> make =
        new FutureTask<>(() -> Make.defaults().order(order).queue(commands::add).now(kept));
    Thread maker = Thread.ofPlatform().daemon().start(make);
    Runnable command = command();

    maker.interrupt();

    assertEquals(List.of(), result(make));
    assertEquals(List.of("UNQUEUE: its make was interrupted"), told);
    command.run(); // too late
    assertEquals(TaskState.PENDING, kept.state());
  }

  /** One whose turn at the executor comes when nothing more starts is taken back at once. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void failFast_executorBeginsAnotherThen_isTakenBackAtOnce(Order order) {
    Task<Integer> kept = counting("kept");
    List<TaskState> seen = new ArrayList<>();

    failFastBeside(
        kept,
        order,
        command -> {
          seen.add(kept.state());
          command.run();
          seen.add(kept.state());
        });

    assertEquals(List.of(TaskState.QUEUED, TaskState.PENDING), seen);
    assertEquals(0, calls.get());
  }

  /**
   * Makes a task beside one that fails while the other is queued; in the executor, which holds the
   * make up meanwhile.
   *
   * @param then what to do with the command of the task, when the other one has failed
   */
  private void failFastBeside(Task<?> kept, Order order, Consumer<Runnable> then) {
    Task<?> failing =
        Task.of(
            "failing",
            () -> {
              throw new IllegalStateException("on purpose");
            });
    ThreadLocal<Boolean> ofFailing = new ThreadLocal<>();
    failing.onEnter(TaskState.QUEUED, made -> ofFailing.set(true));
    Make how =
        Make.defaults()
            .order(order)
            .failFast()
            .queue(
                command -> {
                  if (ofFailing.get() == null) {
                    commands.add(command);
                    return;
                  }
                  Runnable ofKept = command();
                  command.run();
                  then.accept(ofKept);
                });

    assertEquals(List.of(failing), how.now(kept, failing));
  }
}
