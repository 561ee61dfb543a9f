package io.github.taskloom.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.CycleException;
import io.github.taskloom.Make;
import io.github.taskloom.Outcome.Cancelled;
import io.github.taskloom.Outcome.Done;
import io.github.taskloom.Outcome.Failed;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.testing.Bounded;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Functions that change the very graph that is being made. */
@Timeout(60)
class FunctionChangesGraphTest {
  private final List<String> ran = new CopyOnWriteArrayList<>();

  private Task<?> task(String name) {
    return Task.of(name, () -> ran.add(name));
  }

  private static Throwable cause(Task<?> failed) {
    return assertInstanceOf(Failed.class, failed.outcome()).cause();
  }

  /** An edge that a function adds to a pending task of the running make is obeyed. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void require_onPendingTaskOfTheRunningMake_isMadeFirst(Way way) {
    Task<?> later = task("later").thenCall("later too", () -> ran.add("later too"));
    AtomicReference<Task<?>> pending = new AtomicReference<>();
    Task<?> changing = Task.run("changing", () -> pending.get().require(later));
    pending.set(changing.thenCall("pending", () -> ran.add("pending")));
    Task<?> last = pending.get().thenCall("last", () -> ran.add("last"));

    assertEquals(List.of(last), way.make().now(last));

    assertEquals(List.of("later", "later too", "pending", "last"), ran);
    assertEquals(TaskState.DONE, last.state());
  }

  /**
   * One that could not be settled for such an edge, and that another function has settled
   * meanwhile, is told, and counts: a make that fails fast goes on to nothing else.
   */
  @ParameterizedTest
  @EnumSource(Way.class)
  void require_taskIsCancelledBeforeItComesAgain_isTold(Way way) {
    for (boolean failFast : new boolean[] {false, true}) {
      Task<?> later = task("later");
      AtomicReference<Task<?>> pending = new AtomicReference<>();
      AtomicReference<Task<?>> other = new AtomicReference<>();
      Task<?> changing =
          Task.run(
              "changing",
              () -> {
                pending.get().require(later);
                other.get().require(later);
              });
      pending.set(changing.thenCall("pending", () -> ran.add("pending")));
      other.set(changing.thenCall("other", () -> ran.add("other")));
      Task<?> cancelling =
          changing.thenCall("between", () -> 1).thenRun("cancelling", () -> pending.get().cancel());
      Make how = failFast ? way.make().failFast() : way.make();

      List<Task<?>> settled = how.now(pending.get(), other.get(), cancelling);

      assertEquals(failFast ? 2 : 3, settled.size());
      assertTrue(settled.containsAll(List.of(pending.get(), cancelling)));
      assertEquals(TaskState.CANCELLED, pending.get().state());
      assertEquals(failFast ? TaskState.PENDING : TaskState.DONE, other.get().state());
    }
  }

  /** If what was added fails, the task fails by it. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void require_failingTaskDuringTheMake_failsByIt(Way way) {
    IllegalStateException broken = new IllegalStateException("broken");
    Task<String> failing =
        Task.of(
            "failing",
            () -> {
              throw broken;
            });
    AtomicReference<Task<?>> pending = new AtomicReference<>();
    Task<?> changing = Task.run("changing", () -> pending.get().require(failing));
    pending.set(changing.thenCall("pending", () -> ran.add("pending")));

    assertEquals(List.of(pending.get()), way.make().now(pending.get()));

    assertSame(broken, cause(pending.get()).getCause());
    assertEquals(List.of(), ran);
  }

  /** A circle that is closed while the make runs: it throws, and what it cannot settle stays. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void require_closesCircleDuringTheMake_makeThrowsAndTheCircleStaysPending(Way way) {
    AtomicReference<Task<?>> second = new AtomicReference<>();
    AtomicReference<Task<?>> third = new AtomicReference<>();
    Task<?> first = Task.run("first", () -> second.get().require(third.get()));
    second.set(first.thenCall("second", () -> ran.add("second")));
    third.set(second.get().thenCall("third", () -> ran.add("third")));

    CycleException thrown = assertThrows(CycleException.class, () -> way.make().now(third.get()));

    assertEquals(3, thrown.path().size());
    assertEquals(TaskState.DONE, first.state());
    assertEquals(TaskState.PENDING, second.get().state());
    assertEquals(TaskState.PENDING, third.get().state());
  }

  /** A function that settles pending tasks from outside: the make goes by their states. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void make_functionSettlesPendingTasks_goesByTheirStates(Way way) {
    AtomicReference<Task<?>> aborted = new AtomicReference<>();
    AtomicReference<Task<?>> cancelled = new AtomicReference<>();
    Task<?> root =
        Task.run(
            "root",
            () -> {
              aborted.get().abort();
              cancelled.get().cancel();
            });
    aborted.set(root.thenCall("aborted", () -> ran.add("aborted")));
    cancelled.set(root.thenCall("cancelled", () -> ran.add("cancelled")));
    Task<?> behindAborted = aborted.get().thenCall("a", () -> ran.add("a"));
    Task<?> behindCancelled = cancelled.get().thenCall("c", () -> ran.add("c"));

    assertEquals(2, way.make().now(behindAborted, behindCancelled).size());

    assertEquals(TaskState.FAILED, behindAborted.state());
    assertInstanceOf(Cancelled.class, behindCancelled.outcome());
    assertEquals(List.of(), ran);
  }

  /** A failed prerequisite that a function repairs in time no longer fails those behind. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void make_functionRepairsFailedPrerequisite_thoseBehindRun(Way way) {
    Task<String> failing =
        Task.of(
            "failing",
            () -> {
              throw new IllegalStateException("broken");
            });
    Task<?> watching = task("watching");
    Task<?> repairing =
        watching.thenRun(
            "repairing",
            () -> {
              var unused = failing.join(Bounded.LIMIT); // in EAGER it may still run
              failing.completeWith("whole");
            });
    Task<?> behind = repairing.thenCall("behind", () -> ran.add("behind"));
    behind.require(failing);

    way.make().now(failing, behind);

    assertEquals(new Done<>("whole"), failing.outcome());
    assertEquals(TaskState.DONE, behind.state());
  }
}
