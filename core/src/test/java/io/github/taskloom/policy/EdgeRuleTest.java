package io.github.taskloom.policy;

import static io.github.taskloom.TaskState.ABORT;
import static io.github.taskloom.TaskState.CANCELLED;
import static io.github.taskloom.TaskState.DONE;
import static io.github.taskloom.TaskState.FAILED;
import static io.github.taskloom.TaskState.PENDING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.BlockedException;
import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.Outcome.Cancelled;
import io.github.taskloom.Outcome.Failed;
import io.github.taskloom.PrerequisiteException;
import io.github.taskloom.Task;
import io.github.taskloom.TaskQueue;
import io.github.taskloom.TaskState;
import io.github.taskloom.testing.Bounded;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Edges that ask for something else than DONE. */
@Timeout(60)
class EdgeRuleTest {
  private final AtomicInteger runs = new AtomicInteger();

  static List<Make> ways() {
    List<Make> ways = new ArrayList<>();
    for (Order order : Order.values()) {
      Make how = Make.defaults().order(order);
      ways.add(how);
      ways.add(how.withThreadPerTask());
      ways.add(how.queue(Thread::startVirtualThread));
    }
    return ways;
  }

  /** A task that settles in a state, when it is made. */
  private static Task<String> ending(TaskState state) {
    Task<String> task =
        Task.of(
            "first",
            () -> {
              if (state == FAILED) {
                throw new IllegalStateException("on purpose");
              }
              if (state == CANCELLED) {
                throw new io.github.taskloom.CancelledException("on purpose");
              }
              return "x";
            });
    if (state == ABORT) {
      task.abort();
    }
    return task;
  }

  private Task<Integer> counting() {
    return Task.of("second", runs::incrementAndGet);
  }

  private static final Map<EdgeRule, List<TaskState>> EXPECTED =
      Map.of( // behind DONE, FAILED, CANCELLED, ABORT
          EdgeRule.DONE, List.of(DONE, FAILED, CANCELLED, FAILED),
          EdgeRule.COMPLETED, List.of(DONE, DONE, DONE, DONE),
          EdgeRule.FAILED, List.of(CANCELLED, DONE, CANCELLED, DONE),
          EdgeRule.ANY_DONE, List.of(DONE, FAILED, CANCELLED, FAILED));

  /** Each rule, behind each way to settle, found settled or made. */
  @ParameterizedTest
  @MethodSource("ways")
  void make_eachRuleBehindEachState_isAsTheTableSays(Make how) {
    List<TaskState> states = List.of(DONE, FAILED, CANCELLED, ABORT);
    EXPECTED.forEach(
        (rule, expected) -> {
          for (int i = 0; i < states.size(); i++) {
            for (boolean before : List.of(false, true)) {
              Task<String> first = ending(states.get(i));
              Task<Integer> second = counting();
              second.require(first, rule);
              if (before && states.get(i) != ABORT) {
                how.now(first);
              }
              int ran = runs.get();

              how.now(second);

              String what = rule + " behind " + states.get(i);
              assertEquals(states.get(i), first.state(), what);
              assertEquals(expected.get(i), second.state(), what);
              assertEquals(second.state() == DONE ? 1 : 0, runs.get() - ran, what);
            }
          }
        });
  }

  /** Of several alternatives one is enough; all are waited for. */
  @ParameterizedTest
  @MethodSource("ways")
  void anyDone_ofSeveral_needsOne(Make how) {
    Task<Integer> second = counting();
    second.require(ending(FAILED), EdgeRule.ANY_DONE);
    second.require(ending(DONE), EdgeRule.ANY_DONE);
    second.require(ending(CANCELLED), EdgeRule.ANY_DONE);

    how.now(second);

    assertEquals(DONE, second.state());
    second.prerequisites().forEach(task -> assertTrue(task.isSettled(), task::toString));
  }

  /** None is DONE, and one has failed: it fails by that one. */
  @ParameterizedTest
  @MethodSource("ways")
  void anyDone_none_failsByTheOneThatFailed(Make how) {
    Task<Integer> second = counting();
    Task<String> failing = ending(FAILED);
    second.require(ending(CANCELLED), EdgeRule.ANY_DONE);
    second.require(failing, EdgeRule.ANY_DONE);

    how.now(second);

    assertEquals(FAILED, second.state());
    assertEquals(
        failing,
        ((PrerequisiteException) ((io.github.taskloom.Outcome.Failed<?>) second.outcome()).cause())
            .prerequisite());
  }

  /** An ordinary edge beside a ruled one is as ever. */
  @ParameterizedTest
  @MethodSource("ways")
  void done_besideCompleted_decides(Make how) {
    Task<Integer> second = counting();
    second.require(ending(FAILED), EdgeRule.COMPLETED);
    second.require(ending(CANCELLED));

    how.now(second);

    assertEquals(CANCELLED, second.state());
    assertEquals(0, runs.get());
  }

  /** A clean-up that is not needed is cancelled, and says so. */
  @Test
  void failed_notNeeded_saysSo() {
    Task<String> first = ending(DONE);
    Task<Integer> cleanUp = counting();
    cleanUp.require(first, EdgeRule.FAILED);

    cleanUp.make();

    assertEquals(
        "second is not needed: it is for a failure of first, which is DONE",
        ((io.github.taskloom.Outcome.Cancelled<?>) cleanUp.outcome()).why().getMessage());
  }

  /** What is not needed is no failure to stop for, nor what is behind it. */
  @ParameterizedTest
  @MethodSource("ways")
  void failFast_notNeeded_goesOn(Make how) {
    for (boolean before : List.of(false, true)) {
      Task<String> first = ending(DONE);
      Task<Integer> cleanUp = counting();
      cleanUp.require(first, EdgeRule.FAILED);
      Task<Integer> behind = cleanUp.thenCall("behind", () -> 1);
      Task<Integer> after = Task.of("after", runs::incrementAndGet);
      after.require(first);
      after.require(behind, EdgeRule.COMPLETED);
      if (before) {
        how.now(first);
      }

      assertEquals(4, how.failFast().now(first, cleanUp, behind, after).size());

      assertEquals(List.of(CANCELLED, CANCELLED), List.of(cleanUp.state(), behind.state()));
      assertEquals(DONE, after.state());
    }
  }

  /** A dispatch goes by the rules, too. */
  @Test
  void dispatch_goesByTheRules() {
    Task<String> first = ending(FAILED);
    Task<Integer> second = counting();
    second.require(first, EdgeRule.COMPLETED);
    assertEquals(List.of(first), second.blockers());
    assertThrows(BlockedException.class, second::dispatch);

    first.dispatch();

    assertEquals(List.of(), second.blockers());
    assertEquals(DONE, second.dispatch());
  }

  /** The rule of an edge can be changed as long as the edge could be added. */
  @Test
  void require_again_changesTheRule() {
    Task<String> first = ending(FAILED);
    Task<Integer> second = counting();
    second.require(first);
    second.require(first, EdgeRule.COMPLETED);

    second.make();

    assertEquals(DONE, second.state());
    assertEquals(1, second.prerequisites().size());
  }

  /** A value stands in for one that failed. */
  @ParameterizedTest
  @MethodSource("ways")
  void orElse_value_standsIn(Make how) throws Exception {
    Task<String> good = ending(DONE).orElse("good", "stand-in");
    Task<String> bad = ending(FAILED).orElse("bad", "stand-in");

    how.now(good, bad);

    assertEquals("x", good.get());
    assertEquals("stand-in", bad.get());
  }

  /** A task stands in for one that failed, and does not run where it did not. */
  @ParameterizedTest
  @MethodSource("ways")
  void orElse_task_standsIn(Make how) throws Exception {
    Task<String> first = Task.of("stand-in of good", () -> "stand-in");
    Task<String> second = Task.of("stand-in of bad", () -> "stand-in");
    Task<String> good = ending(DONE).orElseFrom("good", first);
    Task<String> bad = ending(FAILED).orElseFrom("bad", second);

    how.now(good, bad);

    assertEquals("x", good.get());
    assertEquals(CANCELLED, first.state());
    assertEquals("stand-in", bad.get());
  }

  /** Where both fail, both are told: the first as the cause, the other one suppressed. */
  @ParameterizedTest
  @MethodSource("ways")
  void orElse_taskFailsToo_bothAreTold(Make how) {
    RuntimeException original = new IllegalStateException("the original");
    RuntimeException other = new IllegalArgumentException("the stand-in");
    Task<String> first =
        Task.of(
            "first",
            () -> {
              throw original;
            });
    Task<String> standIn =
        Task.of(
            "stand-in",
            () -> {
              throw other;
            });
    Task<String> either = first.orElseFrom("either", standIn);

    how.now(either);

    Throwable why = assertInstanceOf(Failed.class, either.outcome()).cause();
    assertSame(original, why.getCause());
    assertEquals(List.of(other), List.of(why.getSuppressed()));
    assertEquals(List.of(), List.of(original.getSuppressed()));
  }

  /** One that was cancelled is told beside one that failed; the same exception is told once. */
  @Test
  void anyDone_noneOfSeveral_allAreTold() {
    RuntimeException same = new IllegalStateException("the same");
    Callable<String> failing =
        () -> {
          throw same;
        };
    Task<String> cancelled = ending(CANCELLED);
    Task<Integer> second = counting();
    second.require(cancelled, EdgeRule.ANY_DONE);
    second.require(Task.of("one", failing), EdgeRule.ANY_DONE);
    second.require(Task.of("two", failing), EdgeRule.ANY_DONE);

    Make.defaults().now(second);

    Throwable why = assertInstanceOf(Failed.class, second.outcome()).cause();
    assertSame(same, why.getCause());
    assertEquals(1, why.getSuppressed().length);
    assertSame(
        assertInstanceOf(Cancelled.class, cancelled.outcome()).why(), why.getSuppressed()[0]);
  }

  /** Repaired in the end: what was not needed stays, the rest goes on. */
  @Test
  void repair_behindCompleted_runsNothingTwice() {
    Task<String> first = ending(FAILED);
    Task<Integer> always = Task.of("always", runs::incrementAndGet);
    always.require(first, EdgeRule.COMPLETED);
    Task<Integer> strict = first.thenCall("strict", runs::incrementAndGet);
    Make.defaults().now(always, strict);
    assertEquals(List.of(DONE, FAILED), List.of(always.state(), strict.state()));

    first.completeWith("by hand");
    assertEquals(List.of(strict), first.reopenDependents());
    assertEquals(PENDING, strict.state());
    Make.defaults().now(always, strict);

    assertEquals(2, runs.get());
    assertEquals(DONE, strict.state());
  }

  /** Of alternatives those block that have not settled. */
  @Test
  void blockers_ofAlternatives_areThoseOpen() {
    Task<?> fails =
        Task.of(
            "fails",
            () -> {
              throw new IllegalStateException("on purpose");
            });
    Task<?> done = Task.of("done", () -> 0);
    Task<Integer> task = Task.of("task", () -> 0);
    task.require(fails, EdgeRule.ANY_DONE);
    task.require(done, EdgeRule.ANY_DONE);
    assertEquals(List.of(fails, done), task.blockers());

    fails.dispatch();
    assertEquals(List.of(done), task.blockers());

    done.dispatch();
    assertEquals(List.of(), task.blockers());
  }

  /** Once all alternatives have settled, and none is DONE, each of them blocks. */
  @Test
  void blockers_ofAlternativesThatFailed_areAll() {
    Task<?> fails = ending(FAILED);
    Task<?> cancels = ending(CANCELLED);
    Task<Integer> task = counting();
    task.require(fails, EdgeRule.ANY_DONE);
    task.require(cancels, EdgeRule.ANY_DONE);

    fails.dispatch();
    assertEquals(List.of(cancels), task.blockers());
    cancels.dispatch();

    assertEquals(List.of(fails, cancels), task.blockers());
    assertSame(fails, assertThrows(BlockedException.class, task::dispatch).blocker());
  }

  /** An alternative that is still open blocks, though another one is DONE. */
  @Test
  void blockers_oneAlternativeDone_areThoseOpen() {
    Task<?> open = Task.of("open", () -> 0);
    Task<?> done = Task.of("done", () -> 0);
    Task<Integer> task = Task.of("task", () -> 0);
    task.require(done, EdgeRule.ANY_DONE);
    task.require(open, EdgeRule.ANY_DONE);

    done.dispatch();

    assertEquals(List.of(open), task.blockers());
    assertSame(open, assertThrows(BlockedException.class, task::dispatch).blocker());
  }

  /** How a task with an edge that an ABORTed prerequisite does not meet is brought to its end. */
  private enum Way {
    DISPATCH,
    BG,
    QUEUE
  }

  private static TaskState by(Way way, Task<?> task) throws InterruptedException {
    switch (way) {
      case DISPATCH -> task.dispatch();
      case BG -> Bounded.join(task.bg());
      case QUEUE -> TaskQueue.of(task).run().forEach(taken -> assertSame(task, taken));
    }
    return task.state();
  }

  /** Whatever the rule of another edge and the state there, an abort comes once all are settled. */
  @ParameterizedTest
  @EnumSource
  void abort_besideAnyOtherEdge_decidesOnceAllHaveSettled(Way way) throws Exception {
    for (EdgeRule rule : EdgeRule.values()) {
      for (TaskState state : List.of(DONE, FAILED, CANCELLED, ABORT)) {
        for (boolean first : List.of(true, false)) {
          Task<?> aborted = ending(ABORT);
          Task<?> other = ending(state == ABORT ? DONE : state);
          Task<Integer> task = counting();
          if (first) {
            task.require(aborted);
          }
          task.require(other, rule);
          task.require(aborted);
          String what = way + " beside " + rule + " of " + state;
          assertEquals(List.of(other), task.blockers(), what);
          assertTrue(task.isBlocked(), what);
          assertSame(other, assertThrows(BlockedException.class, task::dispatch).blocker(), what);
          assertEquals(List.of(), all(TaskQueue.of(task)), what);

          if (state == ABORT) {
            other.abort();
          } else {
            other.dispatch();
          }

          assertEquals(List.of(), task.blockers(), what);
          assertEquals(ABORT, by(way, task), what);
        }
      }
    }
    assertEquals(0, runs.get());
  }

  private static List<Task<?>> all(TaskQueue queue) {
    List<Task<?>> tasks = new ArrayList<>();
    queue.run().forEach(tasks::add);
    return tasks;
  }

  /** Where ABORT meets the edge the task runs; of alternatives it decides if none is DONE. */
  @ParameterizedTest
  @EnumSource
  void abort_underEachRule_abortsWhereTheEdgeIsNotMet(Way way) throws Exception {
    Map<EdgeRule, TaskState> expected =
        Map.of(
            EdgeRule.DONE, ABORT,
            EdgeRule.COMPLETED, DONE,
            EdgeRule.FAILED, DONE,
            EdgeRule.ANY_DONE, ABORT);
    for (EdgeRule rule : EdgeRule.values()) {
      Task<Integer> task = counting();
      task.require(ending(ABORT), rule);
      assertEquals(expected.get(rule), by(way, task), rule.name());
    }
    for (TaskState state : List.of(DONE, FAILED, CANCELLED)) {
      Task<?> alternative = ending(state);
      Task<Integer> task = counting();
      task.require(alternative, EdgeRule.ANY_DONE);
      task.require(ending(ABORT), EdgeRule.ANY_DONE);
      alternative.dispatch();
      assertEquals(state == DONE ? DONE : ABORT, by(way, task), "beside " + state);
    }
  }

  /** A make fails such a task, so that it can be reopened. */
  @ParameterizedTest
  @MethodSource("ways")
  void make_abortedBesideAnotherRule_fails(Make how) {
    for (EdgeRule rule : List.of(EdgeRule.COMPLETED, EdgeRule.ANY_DONE)) {
      Task<Integer> task = counting();
      task.require(ending(DONE), rule);
      task.require(ending(ABORT));

      how.now(task);

      assertEquals(FAILED, task.state());
    }
  }
}
