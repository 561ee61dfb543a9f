package io.github.taskloom.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Outcome.Done;
import io.github.taskloom.Result;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.TaskStateException;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import io.github.taskloom.testing.LogRecords;
import io.github.taskloom.testkit.VirtualClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Callbacks of a task end before a task that requires it starts, and before a make returns that
 * waits for it, whichever thread they run in.
 */
@Timeout(60)
class CallbackOrderTest {
  /** Long enough for what must not happen to happen, where it can. */
  private static final Duration A_WHILE = Duration.ofMillis(60);

  private final Gate gate = new Gate();
  private final CountDownLatch started = new CountDownLatch(1);
  private final Task<String> first = Task.of("first", () -> "x");
  private final Task<?> second = first.thenRun("second", started::countDown);

  private void assertNotStarted() {
    try {
      assertFalse(
          started.await(A_WHILE.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS),
          "the dependent has started before the callback ended");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** In every mode a dependent starts after the callbacks of what it requires. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void make_callbackTakesItsTime_dependentStartsAfterIt(Way way) throws Exception {
    AtomicReference<Throwable> early = new AtomicReference<>();
    first.onEnter(
        TaskState.DONE,
        made -> {
          try {
            assertNotStarted();
          } catch (Throwable thrown) {
            early.set(thrown);
          }
        });

    MakerThread.start(way.make(), second).awaitEnd();

    assertEquals(null, early.get());
    assertEquals(TaskState.DONE, second.state());
  }

  /** A make returns after the callbacks of its goal. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void make_callbackOfTheGoalTakesItsTime_returnsAfterIt(Way way) throws Exception {
    first.onEnter(TaskState.DONE, made -> gate.passUninterrupted());

    MakerThread make = MakerThread.start(way.make(), first);
    gate.awaitEntered();

    assertFalse(make.endsWithin(A_WHILE));
    gate.open();
    assertEquals(List.of(first), make.awaitEnd().settled());
  }

  /** A second make that waits for a task of the first waits for its callbacks, too. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void make_taskOfAnotherMake_waitsForItsCallbacks(Way way) throws Exception {
    Gate function = new Gate();
    Task<String> shared =
        Task.of(
            "shared",
            () -> {
              function.passUninterrupted();
              return "x";
            });
    Task<?> behind = shared.thenRun("behind", started::countDown);
    shared.onEnter(TaskState.DONE, made -> gate.passUninterrupted());
    MakerThread one = MakerThread.start(Make.defaults(), shared);
    function.awaitEntered();
    MakerThread two = MakerThread.start(way.make(), behind);
    function.open();
    gate.awaitEntered();

    assertNotStarted();

    gate.open();
    one.awaitEnd();
    two.awaitEnd();
    assertEquals(TaskState.DONE, behind.state());
  }

  /** So does one that begins once the task is DONE already, but is at its callbacks. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void make_requiredTaskIsAtItsCallbacks_waitsForThem(Way way) throws Exception {
    first.onEnter(TaskState.DONE, made -> gate.passUninterrupted());
    Thread dispatching = Thread.startVirtualThread(first::dispatch);
    gate.awaitEntered();
    assertEquals(TaskState.DONE, first.state());

    MakerThread make = MakerThread.start(way.make(), first, second);
    assertNotStarted();

    gate.open();
    assertEquals(List.of(first, second), make.awaitEnd().settled());
    Bounded.join(dispatching);
  }

  /** One that is cancelled from outside while its make waits is told before the make returns. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void make_goalIsCancelledFromOutside_returnsAfterItsCallbacks(Way way) throws Exception {
    Gate function = new Gate();
    Task<?> before = Task.run("before", function::pass);
    Task<?> goal = before.thenRun("goal", () -> {});
    goal.onEnter(TaskState.CANCELLED, made -> gate.passUninterrupted());
    MakerThread make = MakerThread.start(way.make(), goal);
    function.awaitEntered();
    Thread cancelling = Thread.startVirtualThread(goal::cancel);
    gate.awaitEntered();
    function.open();

    assertFalse(make.endsWithin(A_WHILE));

    gate.open();
    assertEquals(List.of(goal), make.awaitEnd().settled());
    Bounded.join(cancelling);
  }

  /** Those who wait for the result alone are held up by no callback. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void get_callbackTakesItsTime_isNotHeldUp(Way way) throws Exception {
    first.onEnter(TaskState.DONE, made -> gate.passUninterrupted());
    Result<String> result = first.result();

    MakerThread make = MakerThread.start(way.make(), first);
    gate.awaitEntered();

    assertEquals(new Done<>("x"), result.join(Bounded.LIMIT));
    gate.open();
    make.awaitEnd();
  }

  /** A callback may make what is behind its own task, which that make does not wait for. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void make_callbackMakesTheDependent_isNotHeldUpByItself(Way way) throws Exception {
    first.onEnter(TaskState.DONE, made -> way.make().now(second));

    MakerThread.start(way.make(), first).awaitEnd();

    assertEquals(TaskState.DONE, second.state());
  }

  /** Nor does one that a thread of no make's runs, deep inside of another make. */
  @Test
  void cancel_callbackMakesInsideOfAMake_isNotHeldUpByItself() throws Exception {
    Task<?> stand =
        Task.run("stand", () -> Make.defaults().queue(Thread::startVirtualThread).now(first));
    first.onEnter(TaskState.CANCELLED, made -> stand.make());

    Thread cancelling = Thread.startVirtualThread(first::cancel);

    Bounded.join(cancelling);
    assertEquals(TaskState.DONE, stand.state());
  }

  /** Two callbacks that make each other's tasks would wait for ever: a make says so instead. */
  @Test
  void make_callbacksMakeEachOthersTasks_oneIsRefused() throws Exception {
    Task<String> other = Task.of("other", () -> "y");
    CyclicBarrier both = new CyclicBarrier(2);
    AtomicReference<Throwable> refused = new AtomicReference<>();
    first.onEnter(TaskState.DONE, made -> makeBeside(both, other, refused));
    other.onEnter(TaskState.DONE, made -> makeBeside(both, first, refused));

    Thread one = Thread.startVirtualThread(first::dispatch);
    Thread two = Thread.startVirtualThread(other::dispatch);

    Bounded.join(one);
    Bounded.join(two);
    assertInstanceOf(TaskStateException.class, refused.get());
    assertTrue(refused.get().getMessage().contains("neither would ever end"));
  }

  private static void makeBeside(
      CyclicBarrier both, Task<?> task, AtomicReference<Throwable> refused) {
    Bounded.await(both);
    try {
      Make.defaults().now(task);
    } catch (RuntimeException e) {
      refused.set(e);
    }
  }

  /** Past the limit of a make a callback in a thread that is none of its own is left behind. */
  @Test
  void timeout_callbackGoesOnInAnExecutor_isReportedAndNotWaitedFor() throws Exception {
    VirtualClock clock = new VirtualClock();
    first.onEnter(TaskState.DONE, made -> gate.passUninterrupted());
    Make make =
        Make.defaults()
            .queue(body -> Thread.ofPlatform().daemon().start(body))
            .timeout(Duration.ofMillis(50))
            .clock(clock);

    try (LogRecords log = new LogRecords(Task.class)) {
      MakerThread maker = MakerThread.start(make, first);
      gate.awaitEntered();
      clock.advance(Duration.ofMillis(50));
      maker.awaitEnd();

      assertEquals(
          "first is DONE, and a callback of it goes on although the time of a make was up: not"
              + " waited for",
          log.all().getFirst().getMessage());
    }
    gate.open();
  }

  /** The same where the task ends, and calls back, only once the time is up. */
  @Test
  void timeout_taskEndsLateAndItsCallbackGoesOn_isNotWaitedFor() throws Exception {
    VirtualClock clock = new VirtualClock();
    Gate late = new Gate();
    Task<?> slow = Task.run("slow", late::passUninterrupted);
    slow.onEnter(TaskState.FAILED, made -> gate.passUninterrupted());
    MakerThread make =
        MakerThread.start(
            Make.defaults()
                .queue(body -> Thread.ofPlatform().daemon().start(body))
                .timeout(Duration.ofMillis(50))
                .clock(clock),
            slow);
    late.awaitEntered();
    clock.advance(Duration.ofMillis(50));
    Bounded.until(() -> slow.runState().isCancelled()); // by a thread of its own
    assertFalse(make.endsWithin(A_WHILE.multipliedBy(3)), "it waits for the function");

    late.open();

    make.awaitEnd();
    assertEquals(TaskState.FAILED, slow.state());
    gate.open();
  }

  /** A failure whose callback repairs the task settles no dependent before that has ended. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void make_callbackRepairsTheFailedPrerequisite_dependentIsDone(Way way) throws Exception {
    Task<String> fails =
        Task.of(
            "fails",
            () -> {
              throw new IllegalStateException("on purpose");
            });
    Task<String> behind = fails.then("behind", value -> value + "!");
    fails.onEnter(
        TaskState.FAILED,
        made -> {
          gate.passUninterrupted();
          fails.completeWith("x");
        });
    Thread dispatching = Thread.startVirtualThread(fails::dispatch);
    gate.awaitEntered();
    MakerThread make = MakerThread.start(way.make(), behind);
    assertFalse(make.endsWithin(A_WHILE));

    gate.open();

    make.awaitEnd();
    Bounded.join(dispatching);
    assertEquals(new Done<>("x!"), behind.outcome());
  }

  /** An interrupted make waits for the callbacks of what it has handed to an executor. */
  @Test
  void interrupt_callbackGoesOnInAnExecutor_isWaitedFor() throws Exception {
    first.onEnter(TaskState.DONE, made -> gate.passUninterrupted());
    MakerThread make =
        MakerThread.start(
            Make.defaults().queue(body -> Thread.ofPlatform().daemon().start(body)), first);
    gate.awaitEntered();

    make.interrupt();

    assertFalse(make.endsWithin(A_WHILE));
    gate.open();
    make.awaitEnd();
    assertTrue(make.keptItsFlag());
  }

  /** A task that was retried by its callback is waited for in its new attempt. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void make_otherMakesTaskIsRetriedByItsCallback_waitsForTheNewAttempt(Way way) throws Exception {
    Gate function = new Gate();
    Task<Integer> flaky = Task.of("flaky", () -> fail(function));
    flaky.onEnter(TaskState.FAILED, made -> flaky.repairWith(() -> 2));
    MakerThread one = MakerThread.start(Make.defaults(), flaky);
    function.awaitEntered();
    MakerThread two = MakerThread.start(way.make(), flaky);

    function.open();

    one.awaitEnd();
    two.awaitEnd();
    Make.defaults().now(flaky);
    assertEquals(new Done<>(2), flaky.outcome());
  }

  private static Integer fail(Gate function) {
    function.passUninterrupted();
    throw new IllegalStateException("on purpose");
  }
}
