package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.testing.Bounded;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** dispatch() and bg(): what runs where, and what keeps a task from it. */
@Timeout(30)
class TaskDispatchTest {

  /** dispatch runs the function in the calling thread and returns the state it settled in. */
  @Test
  void dispatch_pending_runsInTheCallingThread() throws Exception {
    Task<Thread> task = Task.of("t", Thread::currentThread);

    assertEquals(TaskState.DONE, task.dispatch());

    assertSame(Thread.currentThread(), task.get());
  }

  /** bg runs the function in a virtual thread, which it returns. */
  @Test
  void bg_pending_runsInTheThreadItReturns() throws Exception {
    Task<Thread> task = Task.of("t", Thread::currentThread);

    Thread thread = task.bg();

    Bounded.join(thread);
    assertEquals(TaskState.DONE, task.state());
    assertSame(thread, task.get());
    assertTrue(thread.isVirtual());
    assertNotSame(Thread.currentThread(), thread);
  }

  /** bg has claimed the task when it returns: a second one is refused. */
  @Test
  void bg_whileRunning_isRefused() throws Exception {
    try (TasksIn running = new TasksIn(TaskState.RUNNING)) {
      TaskStateException thrown = assertThrows(TaskStateException.class, running.task::bg);

      assertEquals(
          "t is RUNNING: only a PENDING or QUEUED task can be dispatched", thrown.getMessage());
    }
  }

  /** Only PENDING and QUEUED tasks can be dispatched; the message names the state. */
  @ParameterizedTest
  @EnumSource
  void dispatch_inEachState_onlyPendingAndQueued(TaskState state) throws Exception {
    try (TasksIn in = new TasksIn(state)) {
      if (state == TaskState.PENDING || state == TaskState.QUEUED) {
        assertEquals(TaskState.DONE, in.task.dispatch());
      } else {
        TaskStateException thrown = assertThrows(TaskStateException.class, in.task::dispatch);
        boolean retry = state == TaskState.FAILED || state == TaskState.CANCELLED;
        assertEquals(
            "t is "
                + state
                + ": only a PENDING or QUEUED task can be dispatched"
                + (retry ? "; retry() it" : ""),
            thrown.getMessage());
        assertSame(in.task, thrown.task());
        assertThrows(TaskStateException.class, in.task::bg);
        assertEquals(state, in.task.state());
      }
    }
  }

  /**
   * A prerequisite blocks in every state but DONE and ABORT; the message names it and its state.
   */
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"DONE", "ABORT"})
  void dispatch_prerequisiteNotDone_isBlocked(TaskState state) throws Exception {
    try (TasksIn in = new TasksIn(state)) {
      Task<String> next = in.task.thenCall("next", () -> "value");

      BlockedException thrown = assertThrows(BlockedException.class, next::dispatch);

      assertEquals("next is blocked by t, which is " + state, thrown.getMessage());
      assertSame(next, thrown.task());
      assertSame(in.task, thrown.blocker());
      assertEquals(state, thrown.blockerState());
      assertThrows(BlockedException.class, next::bg);
      assertEquals(TaskState.PENDING, next.state());
      assertTrue(next.isBlocked());
      assertEquals(List.of(in.task), next.blockers());
    }
  }

  /** What the blocking prerequisite failed with is the cause. */
  @Test
  void dispatch_prerequisiteFailed_carriesItsFailure() {
    RuntimeException failure = new IllegalArgumentException("on purpose");
    Task<String> first = Task.of("first", () -> "value");
    first.fail(failure);
    Task<String> next = first.thenCall("next", () -> "value");

    BlockedException thrown = assertThrows(BlockedException.class, next::dispatch);

    assertSame(failure, thrown.getCause());
  }

  /** A DONE prerequisite stops blocking. */
  @Test
  void dispatch_prerequisiteDone_runs() {
    Task<String> first = Task.of("first", () -> "value");
    Task<String> next = first.thenCall("next", () -> "value");

    first.dispatch();

    assertFalse(next.isBlocked());
    assertEquals(List.of(), next.blockers());
    assertEquals(TaskState.DONE, next.dispatch());
  }

  /** An ABORTed prerequisite aborts the task that is dispatched, once all have settled. */
  @Test
  void dispatch_prerequisiteAborted_abortsTheTaskOnceAllHaveSettled() throws Exception {
    AtomicReference<String> ran = new AtomicReference<>();
    Task<String> first = Task.of("first", () -> "value");
    Task<String> other = Task.of("other", () -> "value");
    Task<?> next = Task.run("next", () -> ran.set("ran"));
    next.require(first);
    next.require(other);
    first.abort();
    assertEquals(List.of(other), next.blockers());
    assertSame(other, assertThrows(BlockedException.class, next::dispatch).blocker());
    assertThrows(BlockedException.class, next::bg);
    assertEquals(TaskState.PENDING, next.state());

    other.cancel(); // would block for itself
    assertFalse(next.isBlocked());

    assertEquals(TaskState.ABORT, next.dispatch());

    assertEquals(TaskState.ABORT, next.state());
    assertEquals(null, ran.get());
    Throwable cause = assertInstanceOf(Outcome.Failed.class, next.join()).cause();
    assertEquals("next is aborted since its prerequisite first is", cause.getMessage());
  }

  /** bg with an ABORTed prerequisite returns a thread to wait for as well. */
  @Test
  void bg_prerequisiteAborted_returnsThreadThatEnds() throws Exception {
    Task<String> first = Task.of("first", () -> "value");
    Task<String> next = first.thenCall("next", () -> "value");
    first.abort();

    Thread thread = next.bg();

    assertEquals(TaskState.ABORT, next.state());
    Bounded.join(thread);
  }

  /** An aborted task aborts those behind it only when they are dispatched in turn. */
  @Test
  void dispatch_chainBehindAborted_abortsLinkByLink() {
    Task<String> first = Task.of("first", () -> "value");
    Task<String> second = first.thenCall("second", () -> "value");
    Task<String> third = second.thenCall("third", () -> "value");
    first.abort();

    assertThrows(BlockedException.class, third::dispatch);
    assertEquals(TaskState.ABORT, second.dispatch());
    assertEquals(TaskState.ABORT, third.dispatch());
  }

  /** Waiting for a task that was never dispatched begins when it is: by any thread. */
  @Test
  void bg_severalWaiters_seeTheResult() throws Exception {
    Task<String> task = Task.of("t", () -> "value");
    Result<String> result = task.result();

    Bounded.join(task.bg());

    assertEquals("value", result.get());
    assertEquals("value", task.get());
  }
}
