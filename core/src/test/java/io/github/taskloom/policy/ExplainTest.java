package io.github.taskloom.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Explanation;
import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.Tasks;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import io.github.taskloom.testkit.VirtualClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Why a task does not run. */
@Timeout(60)
class ExplainTest {
  private final Task<String> fetch =
      Task.of(
          "fetch",
          () -> {
            throw new IllegalStateException("no route to host");
          });
  private final Task<String> merge = fetch.then("merge", value -> value);
  private final Task<String> report = merge.then("report", value -> value);

  /** Down the chain to the one that could run. */
  @Test
  void explain_pending_leadsToTheRoot() {
    Explanation why = Tasks.explain(report);

    assertEquals(
        """
        report is PENDING: it waits for merge
        merge is PENDING: it waits for fetch
        fetch is PENDING: nothing blocks it; it waits for a make, or for a dispatch""",
        why.toString());
    assertEquals(fetch, why.root().task());
    assertEquals(TaskState.PENDING, why.root().state());
  }

  /** After a failure down the chain to that. */
  @Test
  void explain_failed_leadsToTheFailure() {
    report.make();

    assertEquals(
        """
        report is FAILED: because of merge
        merge is FAILED: because of fetch
        fetch is FAILED: java.lang.IllegalStateException: no route to host""",
        Tasks.explain(report).toString());
  }

  /** One that is blocked by a failure, and by others beside. */
  @Test
  void explain_pendingBehindFailed_saysWhatToDo() {
    fetch.dispatch();
    merge.require(Task.of("other", () -> "x"));

    assertEquals(
        "merge is PENDING: it waits for fetch and 1 more, which has to be retried or repaired",
        Tasks.explain(merge).steps().getFirst().toString());
  }

  /** The backoff that it waits for, and the failure before. */
  @Test
  void explain_backoff_saysHowLong() throws Exception {
    VirtualClock clock = new VirtualClock();
    Task<String> flaky =
        Task.<String>builder(
                "flaky",
                () -> {
                  throw new IllegalStateException("busy");
                })
            .retry(Retry.times(2).backoff(Duration.ofMinutes(3)))
            .build();
    FutureTask<?> make = Bounded.background(() -> Make.defaults().clock(clock).now(flaky));
    clock.awaitTimers(1, Bounded.LIMIT);

    assertEquals(
        "flaky is PENDING: attempt 2 is to begin in PT3M; the last one failed:"
            + " java.lang.IllegalStateException: busy",
        Tasks.explain(flaky).toString());

    clock.advance(Duration.ofMinutes(3));
    make.get(20, TimeUnit.SECONDS);
    assertEquals(
        "flaky is FAILED: java.lang.IllegalStateException: busy, in each of 2 attempts",
        Tasks.explain(flaky).toString());
  }

  /** One that runs, and one that was asked to end. */
  @Test
  void explain_running_namesTheThread() throws Exception {
    Gate gate = new Gate();
    Task<String> running =
        Task.of(
            "running",
            () -> {
              Thread.currentThread().setName("worker of the test");
              gate.passUninterrupted();
              return "x";
            });
    FutureTask<?> make = Bounded.background(() -> running.make());
    gate.awaitEntered();
    assertEquals(
        "running is RUNNING: its function runs in worker of the test",
        Tasks.explain(running).toString());

    running.cancel();
    assertTrue(Tasks.explain(running).toString().contains("was asked to end and still runs in"));

    gate.open();
    make.get(20, TimeUnit.SECONDS);
  }

  /** Through a make that a function calls, however its tasks are run. */
  @ParameterizedTest
  @ValueSource(strings = {"caller", "limited", "executor"})
  void explain_runningAMake_goesThroughIt(String how) throws Exception {
    Gate gate = new Gate();
    Task<String> needed =
        Task.of(
            "needed",
            () -> {
              gate.passUninterrupted();
              return "x";
            });
    Task<String> inner = needed.then("inner", value -> value);
    Task<String> outer = Task.of("outer", () -> makeWithin(how, inner));
    Task<String> last = outer.then("last", value -> value);
    FutureTask<?> make = Bounded.background(() -> last.make());
    gate.awaitEntered();

    List<Explanation.Step> steps = Tasks.explain(last).steps();

    assertEquals(
        List.of("last", "outer", "needed"),
        steps.stream().map(step -> step.task().name()).toList());
    assertTrue(steps.get(1).reason().endsWith(", and makes needed there"), () -> steps + "");
    gate.open();
    make.get(20, TimeUnit.SECONDS);
    assertEquals("outer is DONE: it has its result", Tasks.explain(outer).toString());
  }

  private static String makeWithin(String how, Task<String> task) {
    Make make = Make.defaults();
    return switch (how) {
      case "limited" -> make.parallelism(1).get(task);
      case "executor" -> make.queue(run -> Thread.ofVirtual().start(run)).get(task);
      default -> make.get(task);
    };
  }

  /** Those that keep a history say since when. */
  @Test
  void explain_withHistory_saysSinceWhen() {
    fetch.keepHistory(1);
    report.make();

    List<Explanation.Step> steps = Tasks.explain(report).steps();
    assertNull(steps.getFirst().since());
    assertNotNull(steps.getLast().since());
    assertTrue(steps.getLast().toString().startsWith("fetch is FAILED since "));
  }

  /** A circle is said to be one. */
  @Test
  void explain_circle_ends() {
    fetch.require(report);

    assertTrue(
        Tasks.explain(report)
            .toString()
            .endsWith("it waits for report, which is a circle: no make can complete it"));
  }

  /** One that was not needed. */
  @Test
  void explain_notNeeded_namesTheOther() {
    Task<String> good = Task.of("good", () -> "x");
    Task<String> cleanUp = Task.of("clean-up", () -> "x");
    cleanUp.require(good, EdgeRule.FAILED);
    cleanUp.make();

    assertEquals(
        """
        clean-up is CANCELLED: not needed, because of good
        good is DONE: it has its result""",
        Tasks.explain(cleanUp).toString());
  }
}
