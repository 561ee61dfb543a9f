package io.github.taskloom.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.Outcome;
import io.github.taskloom.Task;
import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskState;
import io.github.taskloom.Tasks;
import io.github.taskloom.fsm.Transition;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import io.github.taskloom.testkit.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A task that has failed and is to be tried again: nothing is final, and it is a make's own. */
@Timeout(60)
class BetweenAttemptsTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final VirtualClock clock = new VirtualClock();
  private final AtomicInteger calls = new AtomicInteger();

  /** Every way of running tasks. */
  static List<Make> ways() {
    List<Make> ways = new ArrayList<>();
    for (Order order : Order.values()) {
      Make how = Make.defaults().order(order);
      ways.add(how);
      ways.add(how.withThreadPerTask());
      ways.add(how.parallelism(1));
      ways.add(how.queue(Thread::startVirtualThread));
      ways.add(how.queue(Thread::startVirtualThread).parallelism(1));
      ways.add(how.queue(Runnable::run));
    }
    return ways;
  }

  private Task<Integer> failing(int times, Retry retry) {
    return Task.builder("flaky", () -> call(times)).retry(retry).build();
  }

  private int call(int failures) {
    int call = calls.incrementAndGet();
    if (call <= failures) {
      throw new IllegalStateException("call " + call);
    }
    return call;
  }

  private static FutureTask<List<Task<?>>> inBackground(Make how, Task<?>... tasks) {
    return Bounded.background(() -> how.now(tasks));
  }

  private static <T> T result(java.util.concurrent.Future<T> future) throws Exception {
    return future.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  /** An attempt that another one follows is never FAILED: it is PENDING again at once. */
  @ParameterizedTest
  @MethodSource("ways")
  void make_failsTwice_isNeverFailed(Make how) {
    Task<Integer> flaky = failing(2, Retry.times(3));
    flaky.keepHistory(99);

    how.now(flaky);

    List<Transition<TaskState, TaskEvent>> again =
        flaky.history().stream().filter(made -> made.from() == TaskState.RUNNING).toList();
    assertEquals(
        List.of(TaskEvent.AGAIN, TaskEvent.AGAIN, TaskEvent.DONE),
        again.stream().map(Transition::event).toList());
    Throwable why = assertInstanceOf(Throwable.class, again.get(1).detail());
    assertEquals("flaky failed in attempt 2; another one follows", why.getMessage());
    assertEquals("call 2", why.getCause().getMessage());
    assertEquals(0, why.fillInStackTrace().getStackTrace().length); // the cause has one
    assertEquals(List.of(2, 3, 3), again.stream().map(Transition::attempt).toList());
  }

  /** Another make that looks while a callback is told of the failed attempt does not take it up. */
  @ParameterizedTest
  @MethodSource("ways")
  void make_looksDuringASlowCallback_waitsForTheNextAttempt(Make how) throws Exception {
    Task<Integer> flaky = failing(1, Retry.times(2));
    Task<Integer> dependent = flaky.then("dependent", value -> value);
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    flaky.onTransition(
        made -> {
          if (made.from() == TaskState.RUNNING && told.getCount() > 0) {
            told.countDown();
            Bounded.awaitUninterrupted(release);
          }
        });
    var one = inBackground(how, flaky);
    Bounded.await(told);
    Task<?> other = Task.of("other", () -> "x");
    var two = inBackground(Make.defaults(), other, dependent);
    assertEquals(new Outcome.Done<>("x"), other.join(Bounded.LIMIT));

    release.countDown();

    result(one);
    result(two);
    assertEquals(new Outcome.Done<>(2), dependent.outcome());
    assertEquals(2, calls.get());
  }

  /** What settles it during the backoff is seen at once, by all that wait. */
  private void settleDuringTheBackoff(Make how, Consumer<Task<Integer>> settle, TaskState expected)
      throws Exception {
    Task<Integer> flaky = failing(1, Retry.times(2).backoff(HOUR));
    Task<String> dependent = Task.of("dependent", () -> "ran");
    dependent.require(flaky, EdgeRule.COMPLETED);
    var make = inBackground(how.clock(clock), flaky, dependent);
    clock.awaitTimers(1, Bounded.LIMIT);
    List<Task<?>> streamed = new ArrayList<>();
    var stream =
        Bounded.background(
            () -> {
              try (Stream<Task<?>> tasks = how.stream(flaky)) {
                tasks.forEach(streamed::add);
              }
              return "read";
            });
    CompletableFuture<List<Task<?>>> future =
        how.queue(Thread::startVirtualThread).later(dependent);

    settle.accept(flaky);

    assertEquals(List.of(flaky, dependent), result(make));
    result(stream);
    result(future);
    assertEquals(List.of(flaky), streamed);
    assertEquals(expected, flaky.state());
    assertEquals(new Outcome.Done<>("ran"), dependent.outcome());
    assertEquals(0, clock.timers());
  }

  @ParameterizedTest
  @MethodSource("ways")
  void make_cancelDuringTheBackoff_endsAtOnce(Make how) throws Exception {
    settleDuringTheBackoff(how, Task::cancel, TaskState.CANCELLED);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void make_abortDuringTheBackoff_endsAtOnce(Make how) throws Exception {
    settleDuringTheBackoff(how, Task::abort, TaskState.ABORT);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void make_dispatchDuringTheBackoff_endsAtOnce(Make how) throws Exception {
    settleDuringTheBackoff(how, Task::dispatch, TaskState.DONE);
    assertEquals(2, calls.get());
  }

  @ParameterizedTest
  @MethodSource("ways")
  void make_repairDuringTheBackoff_endsAtOnce(Make how) throws Exception {
    settleDuringTheBackoff(
        how,
        task -> {
          task.cancel();
          task.completeWith(42);
        },
        TaskState.DONE);
  }

  /** Cancelling what depends on it with it reaches it, too. */
  @ParameterizedTest
  @MethodSource("ways")
  void make_cancelWithDependentsDuringTheBackoff_endsAtOnce(Make how) throws Exception {
    Task<Integer> flaky = failing(1, Retry.times(2).backoff(HOUR));
    Task<Integer> dependent = flaky.then("dependent", value -> value);
    var make = inBackground(how.clock(clock), dependent);
    clock.awaitTimers(1, Bounded.LIMIT);

    Tasks.cancelWithDependents(flaky, "a test");

    result(make);
    assertEquals(TaskState.CANCELLED, dependent.state());
  }

  /** A make that stops gives it up; one that waits makes the attempts that are left. */
  @ParameterizedTest
  @MethodSource("ways")
  void make_ownerIsInterrupted_theOtherGoesOn(Make how) throws Exception {
    Task<Integer> flaky = failing(9, Retry.times(3).backoff(HOUR));
    Task<Integer> dependent = flaky.then("dependent", value -> value);
    Make timed = how.clock(clock);
    FutureTask<List<Task<?>>> owner = new FutureTask<>(() -> timed.now(flaky));
    Thread thread = Thread.ofPlatform().daemon().start(owner);
    clock.awaitTimers(1, Bounded.LIMIT);
    Task<String> beside = Task.of("beside", () -> "x");
    var other = inBackground(timed, beside, dependent);
    assertEquals(new Outcome.Done<>("x"), beside.join(Bounded.LIMIT));
    assertEquals(1, clock.timers()); // it waits for the owner's attempt, not for a time of its own

    thread.interrupt();

    assertEquals(List.of(), result(owner));
    clock.awaitTimers(1, Bounded.LIMIT); // the other's
    clock.advance(HOUR);
    clock.awaitTimers(1, Bounded.LIMIT);
    clock.advance(HOUR);
    result(other);
    assertEquals(3, calls.get());
    assertEquals(List.of(1, 2, 3), flaky.attempts().stream().map(made -> made.number()).toList());
    assertEquals(TaskState.FAILED, dependent.state());
  }

  /** So does one that starts nothing more, at once: what it still waits for holds no other up. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void make_ownerFailsFastWhileAnotherRuns_theOtherGoesOn(Order order) throws Exception {
    Gate held = new Gate();
    Gate fails = new Gate();
    Task<Integer> flaky = failing(1, Retry.times(2).backoff(HOUR));
    Task<Object> running = Task.run("running", held::passUninterrupted);
    Task<Object> failing =
        Task.run(
            "failing",
            () -> {
              fails.pass();
              throw new IllegalStateException("on purpose");
            });
    Make timed = Make.defaults().order(order).clock(clock);
    var owner = inBackground(timed.failFast(), flaky, running, failing);
    held.awaitEntered();
    clock.awaitTimers(1, Bounded.LIMIT);
    var other = inBackground(timed, flaky);

    fails.open();
    failing.join(Bounded.LIMIT);

    Bounded.until(
        () -> {
          if (clock.timers() > 0) { // else the clock would run over while it is waited for
            clock.advance(HOUR);
          }
          return other.isDone();
        });
    assertEquals(List.of(flaky), result(other));
    assertEquals(new Outcome.Done<>(2), flaky.outcome());
    assertEquals(TaskState.RUNNING, running.state());
    held.open();
    assertEquals(3, result(owner).size());
  }

  /** Its attempts count also where the one that takes it over has no rule: it makes one more. */
  @Test
  void make_ownersRuleEndsWithIt_theOtherMakesOneAttempt() throws Exception {
    Task<Integer> flaky = Task.of("flaky", () -> call(1));
    Make ruled = Make.defaults().clock(clock).retry(Retry.times(9).backoff(HOUR));
    FutureTask<List<Task<?>>> owner = new FutureTask<>(() -> ruled.now(flaky));
    Thread thread = Thread.ofPlatform().daemon().start(owner);
    clock.awaitTimers(1, Bounded.LIMIT);
    var other = inBackground(Make.defaults().clock(clock), flaky);

    thread.interrupt();

    result(owner);
    clock.awaitTimers(1, Bounded.LIMIT);
    clock.advance(HOUR);
    assertEquals(List.of(flaky), result(other));
    assertEquals(new Outcome.Done<>(2), flaky.outcome());
    assertSame(TaskState.DONE, flaky.state());
    assertTrue(flaky.attempts().size() >= 1);
  }

  /** A make that came later than the owner's end finds it as any that is PENDING, and in time. */
  @ParameterizedTest
  @MethodSource("ways")
  void make_afterTheOwnersEnd_waitsForTheRestOfTheBackoff(Make how) throws Exception {
    Task<Integer> flaky = failing(1, Retry.times(2).backoff(HOUR));
    Make timed = how.clock(clock);
    FutureTask<List<Task<?>>> owner = new FutureTask<>(() -> timed.now(flaky));
    Thread thread = Thread.ofPlatform().daemon().start(owner);
    clock.awaitTimers(1, Bounded.LIMIT);
    thread.interrupt();
    result(owner);
    assertEquals(0, clock.timers());
    clock.advance(HOUR.dividedBy(2));

    var next = inBackground(timed, flaky);
    clock.awaitTimers(1, Bounded.LIMIT);
    clock.advance(HOUR.dividedBy(2).minusNanos(1));
    assertEquals(1, calls.get());
    clock.advance(Duration.ofNanos(1));

    result(next);
    assertEquals(new Outcome.Done<>(2), flaky.outcome());
  }
}
