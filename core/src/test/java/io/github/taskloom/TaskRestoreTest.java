package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.taskloom.fsm.Transition;
import io.github.taskloom.policy.Retry;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Size;
import io.github.taskloom.testkit.VirtualClock;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A PENDING task that gets the value it had before. */
@Timeout(300)
class TaskRestoreTest {
  private static final int ROUNDS = Size.of(300, 2_000);

  private static Task<String> neverRun(String name) {
    return Task.of(name, () -> fail(name + " was run"));
  }

  /** The value is that of all who ask or wait; the function is not called. */
  @Test
  void restore_pending_isDoneWithTheValue() throws Exception {
    Task<String> task = neverRun("t");
    Result<String> waited = task.result();

    task.restore("as before");

    assertEquals(TaskState.DONE, task.state());
    assertEquals("as before", task.get());
    assertEquals("as before", waited.get());
    assertEquals(new Outcome.Done<>("as before"), task.outcome());
    assertEquals("as before", Make.defaults().get(task));
    assertEquals(List.of(), task.attempts());
  }

  /** Null is a value like any. */
  @Test
  void restore_null_isDoneWithNull() throws Exception {
    Task<String> task = neverRun("t");

    task.restore(null);

    assertNull(task.get());
    assertEquals(new Outcome.Done<>(null), task.outcome());
  }

  /** A task that requires it takes the value as an input, which runs nothing of it again. */
  @ParameterizedTest
  @EnumSource(Order.class)
  void make_prerequisiteIsRestored_takesItsValue(Order order) {
    Task<String> page = neverRun("page");
    Task<Integer> length = page.then("length", String::length);

    page.restore("12345");

    assertEquals(5, Make.defaults().order(order).get(length));
  }

  /** It is told as what it is: by its event, with a detail, and where it is explained. */
  @Test
  void restore_pending_isTold() {
    Task<String> task = neverRun("t");
    List<Transition<TaskState, TaskEvent>> told = new ArrayList<>();
    task.onTransition(told::add);

    task.restore("as before");

    Transition<TaskState, TaskEvent> only = told.getFirst();
    assertEquals(1, told.size());
    assertEquals(TaskEvent.RESTORE, only.event());
    assertEquals("restored", only.detail());
    assertEquals(
        "t is DONE: it was restored with the result that it had before",
        Tasks.explain(task).toString().replaceAll(" since [^:]*:[^:]*:[^:]*:", ":"));
  }

  /** Only what has not begun is restored; what is there already stays. */
  @ParameterizedTest
  @EnumSource(value = TaskState.class, names = "PENDING", mode = Mode.EXCLUDE)
  void restore_otherState_isRefused(TaskState state) throws Exception {
    try (TasksIn in = new TasksIn(state)) {
      TaskStateException refused =
          assertThrows(TaskStateException.class, () -> in.task.restore(null));

      assertEquals(
          in.task.name() + " is " + state + ": only a PENDING task can be restored",
          refused.getMessage());
      assertEquals(state, in.task.state());
    }
  }

  /** A task of a second attempt keeps the number of that; the function of the repair is dropped. */
  @Test
  void restore_repaired_dropsTheNewFunction() throws Exception {
    Task<String> task = Task.of("t", () -> fail("on purpose"));
    task.dispatch();
    Callable<String> function = new Big();
    WeakReference<Callable<String>> held = new WeakReference<>(function);
    task.repairWith(function);
    function = null;

    task.restore("as before");

    assertEquals(2, task.attempt());
    assertEquals("as before", task.get());
    Bounded.until(
        () -> {
          System.gc();
          return held.get() == null;
        });
  }

  private static final class Big implements Callable<String> {
    @Override
    public String call() {
      return fail("was run");
    }
  }

  /** Between two attempts it ends the wait of the make, which goes on with the value. */
  @Test
  void restore_betweenAttempts_makeGoesOn() throws Exception {
    VirtualClock clock = new VirtualClock();
    CountDownLatch failed = new CountDownLatch(1);
    Task<String> task =
        Task.<String>builder("t", () -> fail("on purpose"))
            .retry(Retry.times(3).backoff(Duration.ofHours(1)))
            .track(transition -> countAgain(transition, failed))
            .build();
    Task<Integer> length = task.then("length", String::length);
    CompletableFuture<List<Task<?>>> made = Make.defaults().clock(clock).later(length);
    Bounded.await(failed);

    task.restore("123");

    Bounded.until(made::isDone);
    assertEquals(3, length.get());
  }

  private static void countAgain(
      Transition<TaskState, TaskEvent> transition, CountDownLatch failed) {
    if (transition.event() == TaskEvent.AGAIN) {
      failed.countDown();
    }
  }

  /** Of a restore and a dispatch at once one wins, and its value is the one that all see. */
  @Tag("sized")
  @Test
  void restore_besideDispatch_oneWins() throws Exception {
    int restored = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Task<String> task = Task.of("t", () -> "run");
      List<Boolean> won =
          Bounded.together(
              List.of(
                  () -> {
                    try {
                      task.restore("restored");
                      return true;
                    } catch (TaskStateException slower) {
                      return false;
                    }
                  },
                  () -> {
                    try {
                      task.dispatch();
                      return true;
                    } catch (TaskStateException slower) {
                      return false;
                    }
                  }));
      assertEquals(1, Collections.frequency(won, true), () -> "both or none: " + won);
      assertEquals(won.get(0) ? "restored" : "run", task.get());
      restored += won.get(0) ? 1 : 0;
    }
    System.out.println("TaskRestoreTest: restored in " + restored + " of " + ROUNDS + " rounds");
  }
}
