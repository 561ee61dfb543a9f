package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.taskloom.Outcome.Cancelled;
import io.github.taskloom.Outcome.Done;
import io.github.taskloom.Outcome.Failed;
import io.github.taskloom.Outcome.Unsettled;
import io.github.taskloom.fsm.FsmException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class TaskRetryTest {

  /** A task that fails the given number of times, and then is done with the number of its call. */
  private static Task<Integer> failing(int times) {
    AtomicInteger calls = new AtomicInteger();
    return Task.of(
        "t",
        () -> {
          int call = calls.incrementAndGet();
          if (call <= times) {
            throw new IOException("call " + call);
          }
          return call;
        });
  }

  /** FAILED and CANCELLED can be retried, nothing else. */
  @ParameterizedTest
  @EnumSource
  void retry_inEachState_onlyFailedAndCancelled(TaskState state) throws Exception {
    try (TasksIn in = new TasksIn(state)) {
      if (state == TaskState.FAILED || state == TaskState.CANCELLED) {
        in.task.retry();
        assertEquals(TaskState.PENDING, in.task.state());
        assertEquals(2, in.task.attempt());
        assertEquals(new Unsettled<String>(), in.task.outcome());
      } else {
        assertThrows(FsmException.class, in.task::retry);
        assertEquals(state, in.task.state());
      }
    }
  }

  /** Each attempt has a result of its own; the old ones stay what they were. */
  @Test
  void retry_afterFailures_oldResultsStay() throws Exception {
    Task<Integer> task = failing(2);
    List<Result<Integer>> results = new ArrayList<>();
    results.add(task.result());
    task.dispatch();
    task.retry();
    results.add(task.result());
    task.dispatch();
    task.retry();
    task.dispatch();
    results.add(task.result());

    assertEquals(List.of(1, 2, 3), results.stream().map(Result::attempt).toList());
    assertEquals(
        "call 1", assertInstanceOf(Failed.class, results.get(0).outcome()).cause().getMessage());
    assertEquals(
        "call 2", assertInstanceOf(Failed.class, results.get(1).outcome()).cause().getMessage());
    assertEquals(new Done<>(3), results.get(2).outcome());
    assertEquals(3, task.get());
  }

  /** An attempt's result is the same object while the attempt lasts, and another one after. */
  @Test
  void result_perAttempt_isOneObject() {
    Task<Integer> task = failing(1);
    Result<Integer> first = task.result();

    assertSame(first, task.result());
    task.dispatch();
    assertSame(first, task.result());
    task.retry();
    assertNotSame(first, task.result());
    assertEquals(2, task.result().attempt());
  }

  /** A waiter of the old attempt gets its failure, though the next one is open already. */
  @Test
  void join_onOldResultAfterRetry_returnsTheOldOutcome() throws Exception {
    Task<Integer> task = failing(1);
    Result<Integer> first = task.result();
    task.dispatch();
    task.retry();

    assertInstanceOf(Failed.class, first.join());
    TaskException thrown = assertThrows(TaskException.class, first::get);
    assertEquals("call 1", thrown.getCause().getMessage());
    assertFalse(task.result().isSettled());
  }

  /** A cancelled attempt leaves no trace in the next one. */
  @Test
  void retry_afterCancel_runsWithFreshRunState() throws Exception {
    Task<Integer> task = failing(0);
    Result<Integer> first = task.result();
    RunState state = task.runState();
    task.cancel();

    task.retry();

    assertNotSame(state, task.runState());
    assertFalse(task.runState().isCancelled());
    assertEquals(TaskState.DONE, task.dispatch());
    assertEquals(1, task.get());
    assertInstanceOf(Cancelled.class, first.outcome());
  }

  /** The transition's record says which attempt it belongs to. */
  @Test
  void transition_ofLaterAttempt_tellsTheAttempt() {
    List<String> told = new ArrayList<>();
    Task<Integer> task = failing(1);
    task.onTransition(made -> told.add(made + " " + made.attempt()));

    task.dispatch();
    task.retry();
    task.dispatch();

    assertEquals(
        List.of(
            "t PENDING->dispatch->RUNNING 1",
            "t RUNNING->error->FAILED 1",
            "t FAILED->retry->PENDING 2",
            "t PENDING->dispatch->RUNNING 2",
            "t RUNNING->done->DONE 2"),
        told);
  }

  /** A new attempt may have new edges. */
  @Test
  void require_afterRetry_blocksTheNewAttempt() {
    Task<Integer> task = failing(1);
    task.dispatch();
    task.retry();
    Task<Integer> first = Task.of("first", () -> 1);

    task.require(first);

    assertThrows(BlockedException.class, task::dispatch);
    first.dispatch();
    assertEquals(TaskState.DONE, task.dispatch());
  }
}
