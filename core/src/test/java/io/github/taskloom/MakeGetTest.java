package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.MakeStoppedException.Reason;
import io.github.taskloom.policy.EdgeRule;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import io.github.taskloom.testkit.VirtualClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A make that gives a value, or throws why there is none; it never waits for what is not made. */
@Timeout(60)
class MakeGetTest {
  private final RuntimeException broken = new IllegalStateException("broken");
  private final Task<String> fails =
      Task.of(
          "fails",
          () -> {
            throw broken;
          });

  /** The value, null included, of what was made and of what was done before. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void get_goalGetsDone_givesItsValue(Order order) {
    Make make = Make.defaults().order(order);
    Task<Integer> length = Task.of("page", () -> "text").then("length", String::length);
    assertEquals(4, make.get(length));
    assertEquals(4, make.get(length));
    assertNull(make.get(Task.run("action", () -> {})));
  }

  /** What the function threw is the cause; a cancelled goal is told as such. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void get_goalDoesNotGetDone_throwsWhy(Order order) {
    Make make = Make.defaults().order(order);
    TaskException failed = assertThrows(TaskException.class, () -> make.get(fails));
    assertSame(broken, failed.getCause());
    assertSame(fails, failed.task());

    Task<String> behind = fails.thenCall("behind", () -> "never");
    TaskException byOther = assertThrows(TaskException.class, () -> make.get(behind));
    assertSame(broken, byOther.getCause().getCause());

    Task<String> cancelled = Task.of("cancelled", () -> "never");
    cancelled.cancel("the user has gone");
    CancelledException why = assertThrows(CancelledException.class, () -> make.get(cancelled));
    assertTrue(why.getMessage().contains("the user has gone"), why.getMessage());

    Task<String> notNeeded = Task.of("not needed", () -> "never");
    Task<String> done = Task.of("done", () -> "value");
    notNeeded.require(done, EdgeRule.FAILED);
    CancelledException spared = assertThrows(CancelledException.class, () -> make.get(notNeeded));
    assertTrue(spared.isNotNeeded());
    assertSame(done, spared.blocker());
  }

  /** One that fails fast before the goal has its turn: which task it was, and what is left. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void get_failsFast_tellsByWhatAndWhatIsLeft(Order order) {
    Task<String> last = Task.of("middle", () -> "value").thenCall("last", () -> "never");
    Task<String> middle = last.prerequisites().stream().map(task -> cast(task)).toList().getFirst();
    middle.require(fails, EdgeRule.COMPLETED);

    MakeStoppedException stopped =
        assertThrows(
            MakeStoppedException.class, () -> Make.defaults().order(order).failFast().get(last));

    assertEquals(Reason.FAILED_FAST, stopped.reason());
    assertSame(broken, stopped.getCause());
    assertSame(last, stopped.goal());
    assertEquals(List.of(last, middle), stopped.left());
    assertEquals(
        "The make of last stopped before that settled: it failed fast, since fails is FAILED; left is"
            + " this task and 1 that it requires",
        stopped.getMessage());
    assertEquals("never", Make.defaults().get(last));
  }

  @SuppressWarnings("unchecked") // the test's own
  private static Task<String> cast(Task<?> task) {
    return (Task<String>) task;
  }

  /** One whose time is up: what ran has failed, so a goal that ran has, and one behind has not. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void get_timeIsUp_throwsInTime(Order order) throws Exception {
    Gate gate = new Gate();
    VirtualClock clock = new VirtualClock();
    Duration limit = Duration.ofMinutes(5);
    Task<String> stuck =
        Task.of(
            "stuck",
            () -> {
              gate.pass();
              return "never";
            });
    Task<String> behind = stuck.thenCall("behind", () -> "never");

    Make timed = Make.defaults().order(order).timeout(limit).clock(clock);
    FutureTask<MakeStoppedException> call =
        Bounded.background(() -> assertThrows(MakeStoppedException.class, () -> timed.get(behind)));
    gate.awaitEntered();
    clock.advance(limit);
    MakeStoppedException stopped = call.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);

    assertEquals(Reason.TIMED_OUT, stopped.reason());
    assertEquals(List.of(behind), stopped.left());
    assertTrue(stopped.getCause() instanceof TaskTimeoutException, () -> "" + stopped.getCause());
    TaskException failed = assertThrows(TaskException.class, () -> Make.defaults().get(stuck));
    assertTrue(failed.getCause() instanceof TaskTimeoutException, () -> "" + failed.getCause());
  }

  /** One whose caller is interrupted: the flag stays set, and the rest is ready for the next. */
  @Test
  void get_callerInterrupted_throwsAndKeepsTheFlag() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    Task<String> ignoresNothing =
        Task.of(
            "waits",
            () -> {
              entered.countDown();
              new CountDownLatch(1).await();
              return "never";
            });
    Task<String> behind = ignoresNothing.thenCall("behind", () -> "never");
    FutureTask<Boolean> flag =
        new FutureTask<>(
            () -> {
              MakeStoppedException stopped =
                  assertThrows(MakeStoppedException.class, () -> Make.defaults().get(behind));
              assertEquals(Reason.INTERRUPTED, stopped.reason());
              return Thread.currentThread().isInterrupted();
            });
    Thread caller = Thread.ofPlatform().start(flag);
    Bounded.await(entered);
    caller.interrupt();

    assertTrue(flag.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS));
    assertEquals(TaskState.PENDING, behind.state());
  }

  /** In the background on threads of its own, without an executor. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void later_withoutExecutor_settlesAll(Order order) throws Exception {
    Task<Integer> length = Task.of("page", () -> "text").then("length", String::length);

    CompletableFuture<List<Task<?>>> future = Make.defaults().order(order).later(length, fails);

    List<Task<?>> settled = future.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertEquals(2, settled.size());
    assertEquals(4, length.get());
    assertEquals(TaskState.FAILED, fails.state());
  }
}
