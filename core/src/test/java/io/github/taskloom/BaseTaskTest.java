package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.fsm.FsmException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A task without a function, as a subclass sees it. */
@Timeout(30)
class BaseTaskTest {

  /** A subclass that is run by its test, and blocks what it is told to. */
  private static final class Bare extends BaseTask {
    private final List<BaseTask> blocked = new ArrayList<>();

    Bare(String name, TaskState initial) {
      super(name, initial);
    }

    Bare(String name) {
      super(name);
    }

    void load(TaskState state) {
      initialState(state);
    }

    @Override
    public List<BaseTask> blocking() {
      return blocked;
    }
  }

  /** It sets no state by itself; until one is loaded it says so. */
  @Test
  void new_withoutState_hasNone() {
    Bare task = new Bare("bare");

    assertThrows(IllegalStateException.class, task::state);
    assertThrows(IllegalStateException.class, () -> task.fire(TaskEvent.DISPATCH));
    assertThrows(IllegalStateException.class, task::isSettled);
    assertThrows(IllegalStateException.class, task::cancel);
    assertEquals("Bare[bare, no state yet]", task.toString());
    assertTrue(task.toDot().contains("no state yet"), task.toDot());

    task.load(TaskState.QUEUED);

    assertEquals(TaskState.QUEUED, task.state());
    assertEquals("Bare[bare, QUEUED]", task.toString());
    assertThrows(FsmException.class, () -> task.load(TaskState.DONE));
  }

  /** A whole life, event by event, as the subclass alone decides. */
  @Test
  void fire_wholeLife_followsTheTable() {
    Bare task = new Bare("bare", TaskState.PREPARE);

    assertEquals(TaskState.PENDING, task.fire(TaskEvent.PREPARED));
    assertEquals(TaskState.QUEUED, task.fire(TaskEvent.QUEUE));
    assertEquals(TaskState.RUNNING, task.fire(TaskEvent.DISPATCH));
    assertEquals(TaskState.FAILED, task.fire(TaskEvent.ERROR, "disk full"));
    assertEquals("disk full", task.status().detail());
    task.retry();
    assertEquals(2, task.status().attempt());
    task.fire(TaskEvent.DISPATCH);
    assertEquals(TaskState.DONE, task.fire(TaskEvent.DONE));
    assertTrue(task.isCompleted());
    assertTrue(task.isSettled());
  }

  /** cancel: PENDING and QUEUED at once, PREPARE and RUNNING by the run state, others not. */
  @ParameterizedTest
  @EnumSource
  void cancel_inEachState_asDocumented(TaskState state) {
    Bare task = new Bare("bare", state);

    task.cancel();

    switch (state) {
      case PENDING, QUEUED -> assertEquals(TaskState.CANCELLED, task.state());
      case PREPARE, RUNNING -> {
        assertEquals(state, task.state());
        assertTrue(task.runState().isCancelled());
      }
      default -> assertEquals(state, task.state());
    }
  }

  /** A cancel in PREPARE is remembered. */
  @Test
  void cancel_inPrepare_takesEffectWhenPrepared() {
    Bare task = new Bare("bare", TaskState.PREPARE);

    task.cancel();
    task.fire(TaskEvent.PREPARED);

    assertEquals(TaskState.CANCELLED, task.state());
  }

  /** abort gives up what is not terminal and does not run. */
  @ParameterizedTest
  @EnumSource
  void abort_inEachState_asTheTableSays(TaskState state) {
    Bare task = new Bare("bare", state);
    if (BaseTask.TRANSITIONS.next(state, TaskEvent.ABORT) == null) {
      assertThrows(FsmException.class, task::abort);
      assertEquals(state, task.state());
    } else {
      task.abort();
      assertEquals(TaskState.ABORT, task.state());
    }
  }

  /** Each attempt has a run state of its own, which runs while the task does. */
  @Test
  void runState_perAttempt_isItsOwn() {
    Bare task = new Bare("bare", TaskState.PENDING);
    RunState first = task.runState();
    task.fire(TaskEvent.DISPATCH);
    assertTrue(first.isRunning());
    task.cancel();
    task.fire(TaskEvent.CANCEL);
    assertFalse(first.isRunning());

    task.retry();

    assertNotSame(first, task.runState());
    assertFalse(task.runState().isCancelled());
    assertTrue(first.isCancelled());
  }

  /** Its name may be derived as that of any task. */
  @Test
  void name_none_isDerived() {
    Bare task = new Bare(null, TaskState.PENDING);

    assertTrue(task.name().matches("task-\\d+"), task.name());
    assertSame(task.name(), task.name());
  }

  /** What a subclass says it blocks is drawn. */
  @Test
  void toDot_subclassBlocks_isFollowed() {
    Bare first = new Bare("first", TaskState.DONE);
    Bare second = new Bare("second", TaskState.FAILED);
    first.blocked.add(second);

    String dot = first.toDot();

    assertTrue(dot.contains("\"first\\nDONE\""), dot);
    assertTrue(dot.contains("\"second\\nFAILED\""), dot);
    assertTrue(dot.contains("n0 -> n1"), dot);
  }

  /** The drawing of the machine itself is there as well. */
  @Test
  void transitionsToDot_ofTask_drawsTheTable() {
    String dot = new Bare("bare", TaskState.RUNNING).transitionsToDot();

    assertTrue(dot.contains("digraph \"bare\""), dot);
    assertEquals(20, dot.lines().filter(line -> line.contains(" -> ")).count());
  }
}
