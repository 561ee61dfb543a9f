package io.github.taskloom.internal.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.internal.task.BetweenAttempts;
import io.github.taskloom.internal.task.Ownership;
import io.github.taskloom.internal.task.RunSignal;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One run of a queue beside others: when it waits, whom it wakes, and when it is over. */
@Timeout(60)
class QueueRunTest {
  private final Changes changes = new Changes();
  private final QueuedTasks queued = new QueuedTasks(false, changes);
  private final RunSignal signal = new RunSignal();

  private static Task<String> task(String name) {
    return Task.of(name, () -> name);
  }

  private void add(Task<?> task) {
    queued.add(TaskNode.of(task));
  }

  private QueueRun run(boolean once) {
    return new QueueRun(queued, changes, false, signal, once);
  }

  private static List<Task<?>> rest(QueueRun run) {
    List<Task<?>> tasks = new ArrayList<>();
    run.forEachRemaining(tasks::add);
    return tasks;
  }

  /** A whole run in a thread of its own, that waits, or is over, when this returns. */
  private FutureTask<List<Task<?>>> elsewhere() {
    FutureTask<List<Task<?>>> over = new FutureTask<>(() -> rest(run(false)));
    Thread thread = Thread.ofPlatform().daemon().start(over);
    Bounded.until(() -> over.isDone() || thread.getState() == Thread.State.WAITING);
    return over;
  }

  private static List<Task<?>> result(FutureTask<List<Task<?>>> run) throws Exception {
    return run.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  /** The state of the run says that it is going while a task of it runs, and not afterwards. */
  @Test
  void hasNext_runState_isRunningMeanwhile() {
    AtomicBoolean running = new AtomicBoolean();
    add(Task.run("looks", () -> running.set(signal.isRunning())));
    QueueRun run = run(false);
    assertFalse(signal.isRunning());

    assertTrue(run.hasNext());

    assertTrue(running.get());
    assertFalse(signal.isRunning());
  }

  /** A run that has ended stays so, whatever comes; the next one finds it. */
  @Test
  void hasNext_addedAfterTheEnd_isNotFound() {
    QueueRun run = run(false);
    assertFalse(run.hasNext());
    Task<String> late = task("late");

    add(late);

    assertFalse(run.hasNext());
    assertEquals(TaskState.PENDING, late.state());
    assertEquals(List.of(late), rest(run(false)));
  }

  /** To ask twice takes one task. */
  @Test
  void hasNext_twice_takesOne() {
    Task<String> first = task("first");
    Task<String> second = task("second");
    add(first);
    add(second);
    QueueRun run = run(false);

    assertTrue(run.hasNext());
    assertTrue(run.hasNext());

    assertEquals(TaskState.PENDING, second.state());
    assertSame(first, run.next());
    assertEquals(List.of(second), rest(run));
  }

  /** A run that gives up tells the others, which may have waited since it was busy. */
  @Test
  void hasNext_atTheEnd_wakesTheOthers() {
    long before = changes.count();

    assertFalse(run(false).hasNext());

    assertEquals(before + 1, changes.count());
  }

  /** A run that takes one task alone wakes the others when that has ended: they may give up. */
  @Test
  void next_lastTaskRunsInAnotherRun_waitsAndThenEnds() throws Exception {
    Gate gate = new Gate();
    Task<?> last =
        Task.of(
            "last",
            () -> {
              gate.pass();
              return null;
            });
    add(last);
    FutureTask<TaskNode<?>> one = Bounded.background(() -> run(true).next());
    gate.awaitEntered();
    FutureTask<List<Task<?>>> other = elsewhere();
    assertFalse(other.isDone());

    gate.open();

    assertEquals(List.of(), result(other));
    assertSame(last, one.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS));
  }

  /** A task that is added while a run waits for something else is run without waiting for that. */
  @Test
  void next_addedWhileItWaits_isRun() throws Exception {
    Task<String> queuedElsewhere = task("queued elsewhere");
    queuedElsewhere.queue();
    Task<String> behind = task("behind");
    behind.require(queuedElsewhere);
    add(behind);
    FutureTask<List<Task<?>>> run = elsewhere();
    Gate gate = new Gate();
    Task<?> late =
        Task.of(
            "late",
            () -> {
              gate.pass();
              return null;
            });

    add(late);
    gate.awaitEntered();
    queuedElsewhere.dispatch();
    gate.open();

    assertEquals(List.of(late, behind), result(run));
  }

  /** To look for what a run may wait for changes nothing, so it wakes neither itself nor others. */
  @Test
  void hasNext_looksBeforeItWaits_wakesNone() {
    Task<String> queuedElsewhere = task("queued elsewhere");
    queuedElsewhere.queue();
    Task<String> behind = task("behind");
    behind.require(queuedElsewhere);
    add(behind);
    long before = changes.count();
    Thread.currentThread().interrupt(); // so the wait ends at once, and the run with it

    boolean found = run(false).hasNext();

    assertTrue(Thread.interrupted());
    assertFalse(found);
    assertEquals(before + 1, changes.count(), "the end of the run alone is a change");
  }

  /** A make has taken a task over from another, of which nothing tells: the run follows that. */
  @Test
  void next_anotherMakeHasItBetweenAttempts_waitsUntilThatGivesUp() throws Exception {
    Task<String> flaky = task("flaky");
    Ownership other = new Ownership();
    BetweenAttempts.begin(TaskNode.of(flaky), new Ownership());
    add(flaky);
    BetweenAttempts.takeOver(TaskNode.of(flaky), other);
    FutureTask<List<Task<?>>> run = elsewhere();
    assertFalse(run.isDone());

    other.giveUp();

    assertEquals(List.of(flaky), result(run));
    assertEquals(TaskState.DONE, flaky.state());
  }

  /** Whatever a function or a callback throws, the task is handed out, and the run goes on. */
  @Test
  void next_functionAndCallbackThrow_goesOn() {
    Task<?> broken =
        Task.of(
            "broken",
            () -> {
              throw new AssertionError("on purpose");
            });
    broken.onTransition(
        made -> {
          throw new IllegalStateException("on purpose");
        });
    Task<String> after = task("after");
    add(broken);
    add(after);

    assertEquals(List.of(broken, after), rest(run(false)));

    assertEquals(TaskState.FAILED, broken.state());
    assertEquals(TaskState.DONE, after.state());
  }
}
