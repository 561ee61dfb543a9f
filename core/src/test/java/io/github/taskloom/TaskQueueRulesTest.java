package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.policy.EdgeRule;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever becomes of a prerequisite, under any rule, a queue sees that it is free, or is not. */
@Timeout(60)
class TaskQueueRulesTest {

  private static Task<String> task(String name) {
    return Task.of(name, () -> name);
  }

  private static Task<?> behind(Task<?> prerequisite, EdgeRule rule) {
    Task<?> dependent = task("dependent");
    dependent.require(prerequisite, rule);
    return dependent;
  }

  /** Runs the queue on a thread of its own; returns once that waits, or has ended. */
  private static FutureTask<List<Task<?>>> running(TaskQueue queue) {
    FutureTask<List<Task<?>>> run =
        new FutureTask<>(
            () -> {
              List<Task<?>> tasks = new ArrayList<>();
              queue.run().forEach(tasks::add);
              return tasks;
            });
    Thread thread = Thread.ofPlatform().daemon().start(run);
    Bounded.until(() -> run.isDone() || thread.getState() == Thread.State.WAITING);
    return run;
  }

  private static List<Task<?>> ended(FutureTask<List<Task<?>>> run) throws Exception {
    return run.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  private static Task<?> at(Gate gate) throws InterruptedException {
    Task<?> task =
        Task.of(
            "at the gate",
            () -> {
              gate.pass();
              return null;
            });
    task.bg();
    gate.awaitEntered();
    return task;
  }

  private static void settle(Task<?> task, TaskState state) {
    switch (state) {
      case DONE -> task.dispatch();
      case FAILED -> task.fail(new IllegalStateException("on purpose"));
      case CANCELLED -> task.cancel();
      default -> task.abort();
    }
    assertEquals(state, task.state());
  }

  /** What a dependent ends as when the queue takes it; {@code -} where it is not handed out. */
  @ParameterizedTest
  @CsvSource({
    "DONE,      DONE, -,    -,    ABORT",
    "COMPLETED, DONE, DONE, DONE, DONE",
    "FAILED,    -,    DONE, -,    DONE",
    "ANY_DONE,  DONE, -,    -,    ABORT"
  })
  void get_afterAPrerequisiteSettles_goesByTheRule(
      EdgeRule rule, String done, String failed, String cancelled, String aborted) {
    List<TaskState> states =
        List.of(TaskState.DONE, TaskState.FAILED, TaskState.CANCELLED, TaskState.ABORT);
    List<String> expected = List.of(done, failed, cancelled, aborted);
    for (int i = 0; i < states.size(); i++) {
      Task<?> prerequisite = task("prerequisite");
      Task<?> dependent = behind(prerequisite, rule);
      TaskQueue queue = TaskQueue.of(dependent);
      assertEquals(Optional.empty(), queue.get());

      settle(prerequisite, states.get(i));
      Optional<Task<?>> taken = queue.get();

      String became = taken.map(task -> task.dispatch().name()).orElse("-");
      assertEquals(expected.get(i), became, rule + " behind " + states.get(i));
    }
  }

  /** A prerequisite that is cancelled while a run waits for it frees what is there in any case. */
  @Test
  void run_prerequisiteCancelledElsewhere_runsWhatComesInAnyCase() throws Exception {
    Task<String> prerequisite = task("prerequisite");
    prerequisite.queue();
    Task<?> always = behind(prerequisite, EdgeRule.COMPLETED);
    Task<String> standIn = prerequisite.orElse("or else", "stand-in");
    FutureTask<List<Task<?>>> run = running(TaskQueue.of(always, standIn));

    prerequisite.cancel();

    assertEquals(List.of(always, standIn), ended(run));
    assertEquals("stand-in", standIn.get());
  }

  /** A cancelled task of the queue frees what requires it under a rule that it meets. */
  @Test
  void get_taskOfTheQueueCancelled_handsOutWhatComesInAnyCase() {
    Task<String> cancelled = task("cancelled");
    Task<?> always = behind(cancelled, EdgeRule.COMPLETED);
    TaskQueue queue = TaskQueue.of(cancelled, always);

    cancelled.cancel();

    assertEquals(Optional.of(always), queue.get());
    assertEquals(Optional.empty(), queue.get());
  }

  /** What a run has dispatched and what was cancelled then has dependents, too. */
  @Test
  void run_withDependentsOfATaskThatCancelsItself_pullsThemIn() {
    Task<?> cancels =
        Task.of(
            "cancels itself",
            () -> {
              throw new CancelledException("on purpose");
            });
    Task<?> always = behind(cancels, EdgeRule.COMPLETED);
    List<Task<?>> tasks = new ArrayList<>();

    TaskQueue.of(cancels).runDependentTasks().run().forEach(tasks::add);

    assertEquals(List.of(cancels, always), tasks);
    assertEquals(TaskState.DONE, always.state());
  }

  /** An alternative that failed leaves hope as long as another one runs. */
  @ParameterizedTest
  @EnumSource(names = {"FAILED", "CANCELLED", "ABORT"})
  void run_oneAlternativeSettledInVain_waitsForTheOther(TaskState state) throws Exception {
    Task<String> inVain = task("in vain");
    Task<String> other = task("other");
    other.queue();
    Task<?> dependent = behind(inVain, EdgeRule.ANY_DONE);
    dependent.require(other, EdgeRule.ANY_DONE);
    settle(inVain, state);
    FutureTask<List<Task<?>>> run = running(TaskQueue.of(dependent));

    other.dispatch();

    assertEquals(List.of(dependent), ended(run));
    assertEquals(TaskState.DONE, dependent.state());
  }

  /** A run does not wait for what can no longer free a task. */
  @ParameterizedTest
  @CsvSource({"DONE, FAILED", "DONE, CANCELLED", "FAILED, DONE", "FAILED, CANCELLED"})
  void run_oneOfSeveralSettledInVain_endsThoughOthersRun(EdgeRule rule, TaskState state)
      throws Exception {
    for (int place = 0; place < 8; place++) {
      Gate gate = new Gate();
      Task<String> inVain = task("in vain");
      inVain.queue();
      Task<?> runs = at(gate);
      Task<?> dependent = task("dependent");
      for (int i = 0; i < 8; i++) {
        if (i == place) {
          dependent.require(inVain, rule);
        }
        Task<String> queued = task("queued " + i);
        queued.queue();
        dependent.require(queued);
      }
      dependent.require(runs);
      TaskQueue queue = TaskQueue.of(dependent);
      FutureTask<List<Task<?>>> run = running(queue);

      settle(inVain, state);

      assertEquals(List.of(), ended(run));
      assertEquals(List.of(dependent), queue.left().stream().map(Leftover::task).toList());
      gate.open();
    }
  }

  /** A task of the queue that is cancelled while a run waits for its prerequisite ends the run. */
  @Test
  void run_taskCancelledElsewhere_ends() throws Exception {
    Task<String> prerequisite = task("prerequisite");
    prerequisite.queue();
    Task<?> dependent = behind(prerequisite, EdgeRule.DONE);
    FutureTask<List<Task<?>>> run = running(TaskQueue.of(dependent));

    dependent.cancel();

    assertEquals(List.of(), ended(run));
  }

  /** A prerequisite that failed and is given up then aborts what is behind it. */
  @ParameterizedTest
  @EnumSource(names = {"FAILED", "CANCELLED"})
  void get_settledPrerequisiteGivenUp_handsOutWhatIsAborted(TaskState state) {
    Task<String> prerequisite = task("prerequisite");
    Task<String> other = task("other");
    Task<?> dependent = behind(prerequisite, EdgeRule.DONE);
    dependent.require(other, EdgeRule.COMPLETED);
    TaskQueue queue = TaskQueue.of(dependent);
    settle(other, TaskState.FAILED);
    settle(prerequisite, state);
    assertEquals(Optional.empty(), queue.get());

    prerequisite.abort();

    assertEquals(Optional.of(dependent), queue.get());
    assertEquals(TaskState.ABORT, dependent.dispatch());
  }

  /** Any of several alternatives that failed may be the one that is retried. */
  @Test
  void get_anyAlternativeRetried_handsOut() {
    for (int retried = 0; retried < 3; retried++) {
      Task<?> dependent = task("dependent");
      List<Task<?>> alternatives = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Task<String> alternative = task("alternative " + i);
        alternatives.add(alternative);
        dependent.require(alternative, EdgeRule.ANY_DONE);
      }
      TaskQueue queue = TaskQueue.of(dependent);
      alternatives.forEach(task -> settle(task, TaskState.CANCELLED));
      assertEquals(Optional.empty(), queue.get());

      alternatives.get(retried).retry();
      assertEquals(Optional.empty(), queue.get());
      alternatives.get(retried).dispatch();

      assertEquals(Optional.of(dependent), queue.get());
    }
  }

  /** An edge whose rule is changed so that it is met frees the task; there is no event for that. */
  @Test
  void run_ruleChangedAfterwards_seesIt() throws Exception {
    for (boolean byRun : List.of(true, false)) {
      Task<String> failed = task("failed");
      Task<?> dependent = behind(failed, EdgeRule.DONE);
      TaskQueue queue = TaskQueue.of(dependent);
      settle(failed, TaskState.FAILED);
      assertEquals(Optional.empty(), queue.get());

      dependent.require(failed, EdgeRule.COMPLETED);

      if (byRun) {
        assertEquals(List.of(dependent), ended(running(queue)));
      } else {
        assertEquals(Optional.of(dependent), queue.get());
      }
    }
  }

  /** A circle does not end a run as long as something else goes on. */
  @Test
  void run_withACircleBesideATaskThatRuns_handsThatOutFirst() throws Exception {
    Task<String> one = task("one");
    Task<String> other = task("other");
    one.require(other);
    other.require(one);
    Gate gate = new Gate();
    Task<?> runs = at(gate);
    List<Task<?>> handedOut = new ArrayList<>();
    FutureTask<Boolean> run =
        Bounded.background(
            () -> {
              assertThrows(
                  CycleException.class,
                  () -> TaskQueue.of(one, other, runs).run().forEach(handedOut::add));
              return true;
            });

    gate.open();

    assertTrue(run.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS));
    assertEquals(List.of(runs), handedOut);
    assertFalse(one.isSettled());
  }

  /** Edges that are changed while a task is in the queue: a run waits for those it has then. */
  @Test
  void run_edgesChangedInTheQueue_waitsForThePresentOnes() throws Exception {
    Task<String> failed = Task.of("failed", () -> "x");
    failed.fail(new IllegalStateException("on purpose"));
    Gate gate = new Gate();
    Task<String> running =
        Task.of(
            "running",
            () -> {
              gate.pass();
              return "x";
            });
    Task<String> task = Task.of("task", () -> "x");
    task.require(failed);
    TaskQueue queue = TaskQueue.of(task);
    task.require(running);
    task.unrequire(failed);
    Thread elsewhere = running.bg();
    gate.awaitEntered();
    List<Task<?>> handedOut = new ArrayList<>();
    FutureTask<?> run =
        new FutureTask<>(
            () -> {
              queue.run().forEach(handedOut::add);
              return "over";
            });
    Thread runner = Thread.ofPlatform().daemon().start(run);
    Bounded.until(() -> runner.getState() == Thread.State.WAITING);

    gate.open();

    run.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertEquals(List.of(task), handedOut);
    Bounded.join(elsewhere);
  }

  /** One whose open prerequisite is taken back can be handed out. */
  @Test
  void get_openPrerequisiteTakenBack_isHandedOut() {
    Task<String> open = Task.of("open", () -> "x");
    Task<String> task = Task.of("task", () -> "x");
    task.require(open);
    TaskQueue queue = TaskQueue.of(task);
    assertEquals(Optional.empty(), queue.get());

    task.unrequire(open);

    assertEquals(Optional.of(task), queue.get());
  }
}
