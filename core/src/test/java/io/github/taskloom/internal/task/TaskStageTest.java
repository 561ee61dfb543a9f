package io.github.taskloom.internal.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Outcome;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A task that is left to its stage, step by step, all in one thread. */
class TaskStageTest {
  private final CompletableFuture<String> stage = new CompletableFuture<>();
  private final TaskNode<String> task = TaskNode.of(Task.async("task", () -> stage));
  private final Runner worker = Runner.here();
  private int started;
  private int dropped;

  private final StageWait wait =
      new StageWait() {
        @Override
        public void start() {
          started++;
        }

        @Override
        public void drop() {
          dropped++;
        }
      };

  private StageRun<?> leave() {
    TaskStatus now = task.status();
    assertSame(now, task.enterRun(now, worker));
    assertEquals(TaskState.RUNNING, TaskStage.begin(task, null, run -> wait));
    return Objects.requireNonNull(StageRun.in(task.status()));
  }

  @AfterEach
  void noInterruptIsLeft() {
    assertFalse(Thread.interrupted());
  }

  /** The end of the stage calls a thread; that settles the task by it. */
  @Test
  void complete_afterwards_callsAThreadOnce() {
    StageRun<?> run = leave();
    assertEquals(0, started);

    stage.complete("x");
    task.cancel();

    assertEquals(1, started);
    assertTrue(TaskStage.takeOver(task, run, worker));
    assertEquals(TaskState.CANCELLED, TaskStage.end(task, run));
    assertFalse(TaskStage.takeOver(task, run, worker));
  }

  /**
   * What the stage has failed with is kept where the cancel comes after it, before the settling.
   */
  @Test
  void cancel_afterTheStageHasFailed_failsByIt() {
    StageRun<?> run = leave();
    IllegalStateException broken = new IllegalStateException("broken");
    stage.completeExceptionally(broken);

    task.cancel();

    assertTrue(TaskStage.takeOver(task, run, worker));
    assertEquals(TaskState.FAILED, TaskStage.end(task, run));
    assertSame(broken, assertInstanceOf(Outcome.Failed.class, task.outcome()).cause());
  }

  /** So it is where the cancel comes once a thread has taken the task over. */
  @Test
  void cancel_afterTheTakeOver_failsByTheStage() {
    StageRun<?> run = leave();
    IllegalStateException broken = new IllegalStateException("broken");
    stage.completeExceptionally(broken);
    assertTrue(TaskStage.takeOver(task, run, worker));

    task.cancel("too late");

    assertEquals(TaskState.FAILED, TaskStage.end(task, run));
    assertSame(broken, assertInstanceOf(Outcome.Failed.class, task.outcome()).cause());
    assertEquals("task was cancelled: too late", broken.getSuppressed()[0].getMessage());
  }

  /** What comes after the cancel is discarded. */
  @Test
  void complete_afterTheCancel_isCancelled() {
    StageRun<?> run = leave();
    task.cancel();
    assertEquals(1, started);

    stage.completeExceptionally(new IllegalStateException("late"));

    assertEquals(1, started);
    assertTrue(TaskStage.takeOver(task, run, worker));
    assertEquals(TaskState.CANCELLED, TaskStage.end(task, run));
  }

  /** A worker that could not say that it has left says so later; a second time changes nothing. */
  @Test
  void breakOff_beforeTheWorkerHasSaidThatItLeft_callsAThread() {
    StageRun<String> run = StageRun.of(stage);
    TaskStatus now = task.status();
    task.enterRun(now, worker);
    run.leave(worker, wait);
    task.replaceDetail(task.status(), run);
    task.cancel();
    assertEquals(0, started);

    assertFalse(TaskDispatch.breakOff(task, worker, new StackOverflowError()));
    assertFalse(TaskDispatch.breakOff(task, worker, new StackOverflowError()));

    assertEquals(1, started);
    assertTrue(TaskStage.takeOver(task, run, worker));
    assertEquals(TaskState.CANCELLED, TaskStage.end(task, run));
  }

  /** A make that stops asks it to end, once, and tells what its run state calls after that. */
  @Test
  void cancelOn_leftToItsStage_isToldOnce() {
    AtomicInteger told = new AtomicInteger();
    StageRun<?> run = leave();
    task.runState().onCancel(told::incrementAndGet);

    CancelRequest request = TaskCancellation.cancelOn(task, run, "its make was stopped");

    assertNotNull(request);
    assertEquals(1, started);
    assertEquals(0, told.get());
    assertTrue(request.hasToTell());
    request.tell();
    assertEquals(1, told.get());
    assertNull(TaskCancellation.cancelOn(task, run, "again"));
    assertTrue(TaskStage.takeOver(task, run, worker));
    assertEquals(TaskState.CANCELLED, TaskStage.end(task, run));
  }

  /** The thread that has come is the one at the task, and settles it by the value of the stage. */
  @Test
  void takeOver_afterTheStageHasEnded_isOfThatThread() throws Exception {
    StageRun<?> run = leave();
    stage.complete("x");
    Runner comes = Runner.here();

    assertTrue(TaskStage.takeOver(task, run, comes));

    assertSame(task, comes.task());
    assertTrue(Runner.runs(comes, task.status()));
    assertEquals(TaskState.DONE, TaskStage.end(task, run));
    assertEquals("x", task.get());
  }

  /** One that was asked to end between its claim and its turn is settled, and not called. */
  @Test
  void begin_afterACancel_callsNothing() {
    task.enterRun(task.status(), worker);
    task.cancel();

    assertEquals(
        TaskState.CANCELLED,
        TaskStage.begin(
            task,
            null,
            run -> {
              throw new AssertionError("its function was called");
            }));

    assertEquals(TaskState.CANCELLED, task.state());
    assertFalse(stage.isCancelled());
  }

  /** One that is asked to end while it is being left is settled by its worker, with its stage. */
  @Test
  void begin_cancelWhileItIsLeft_settlesAtOnce() {
    task.enterRun(task.status(), worker);

    TaskState state =
        TaskStage.begin(
            task,
            null,
            run -> {
              task.cancel("meanwhile");
              return wait;
            });

    assertEquals(TaskState.CANCELLED, state);
    assertEquals(1, dropped);
    assertEquals(0, started);
    assertTrue(stage.isCancelled());
  }

  /** What has left it is one worker: a break-off of another one calls nothing. */
  @Test
  void breakOff_ofAnotherWorker_callsNoThread() {
    StageRun<String> run = StageRun.of(stage);
    task.enterRun(task.status(), worker);
    run.leave(worker, wait);
    task.replaceDetail(task.status(), run);
    stage.complete("x");

    assertFalse(TaskDispatch.breakOff(task, Runner.here(), new StackOverflowError()));
    assertEquals(0, started);

    assertFalse(TaskDispatch.breakOff(task, worker, new StackOverflowError()));
    assertEquals(1, started);
  }

  /** The thread that has come and could not take it over settles it, and its stage with it. */
  @Test
  void breakOff_leftToItsStage_failsByWhatWasThrown() {
    StageRun<?> run = leave();
    OutOfMemoryError noMemory = new OutOfMemoryError("on purpose");

    assertTrue(TaskStage.breakOff(task, run, noMemory));

    assertSame(noMemory, assertInstanceOf(Outcome.Failed.class, task.outcome()).cause());
    assertTrue(stage.isCancelled());
    assertFalse(TaskStage.breakOff(task, run, noMemory));
  }

  /** Once a thread has taken it over, what could not is too late to settle it. */
  @Test
  void breakOff_afterTheTakeOver_settlesNothing() {
    StageRun<?> run = leave();
    stage.complete("x");
    assertTrue(TaskStage.takeOver(task, run, worker));

    assertFalse(TaskStage.breakOff(task, run, new OutOfMemoryError("on purpose")));

    assertEquals(TaskState.DONE, TaskStage.end(task, run));
  }

  /** Where the wait cannot be had the worker still has the task. */
  @Test
  void begin_noWaitIsToBeHad_isThrown() {
    task.enterRun(task.status(), worker);

    assertThrows(
        OutOfMemoryError.class,
        () ->
            TaskStage.begin(
                task,
                null,
                run -> {
                  throw new OutOfMemoryError("on purpose");
                }));

    assertSame(worker, task.status().detail());
    assertEquals(0, dropped);
  }
}
