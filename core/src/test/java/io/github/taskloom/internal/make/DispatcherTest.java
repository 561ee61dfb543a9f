package io.github.taskloom.internal.make;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Outcome;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.TaskTimeoutException;
import io.github.taskloom.internal.pool.WorkSource;
import io.github.taskloom.internal.task.Backoff;
import io.github.taskloom.internal.task.EffectivePolicy;
import io.github.taskloom.internal.task.Ownership;
import io.github.taskloom.internal.task.Runner;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.policy.Retry;
import io.github.taskloom.testkit.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One task's turn, step by step: what a whole make meets in a race alone among them. */
@Timeout(60)
class DispatcherTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final VirtualClock clock = new VirtualClock();
  private final List<Runnable> queued = new ArrayList<>();
  private final Runner runner = new Runner(null, Thread.currentThread());
  private final AtomicInteger calls = new AtomicInteger();

  /** The ways to a function. */
  private enum Kind {
    PLAIN,
    RETRIED,
    LIMITED,
    QUEUED,
    QUEUED_RETRIED,
    QUEUED_LIMITED
  }

  private MakeOptions how(Kind kind) {
    MakeOptions how = MakeOptions.DEFAULTS.clock(clock);
    return switch (kind) {
      case PLAIN -> how;
      case RETRIED -> how.retry(Retry.times(2));
      case LIMITED -> how.timeout(HOUR).abandonAfter(HOUR);
      case QUEUED -> how.executor(queued::add);
      case QUEUED_RETRIED -> how.retry(Retry.times(2)).executor(queued::add);
      case QUEUED_LIMITED -> how.timeout(HOUR).abandonAfter(HOUR).executor(queued::add);
    };
  }

  /** A make of tasks whose first part has begun. */
  private final class Stage {
    final Making making;
    final Schedule schedule;
    final WorkSource part;
    final Dispatcher dispatcher;
    final LeftOpen leftOpen = new LeftOpen();

    Stage(MakeOptions how, Task<?>... tasks) {
      making = new Making(how, null, new CompletionLog(tasks.length, false));
      schedule = Schedule.plan(how, TaskNode.all(List.of(tasks)), null);
      part = Objects.requireNonNull(schedule.nextPart());
      dispatcher =
          new Dispatcher(
              making, how, null, new AwaitedTasks(making, how.clock(), leftOpen), leftOpen);
    }

    /** The turn of the first task; what an executor got is run by this thread, too. */
    boolean advance() {
      boolean over = dispatcher.advance(schedule, 0, runner, false);
      queued.forEach(Runnable::run);
      return over;
    }

    int atWork() {
      List<Runner> present = new ArrayList<>();
      making.threads().forEach(present::add);
      return present.size();
    }
  }

  private Task<Integer> counting() {
    return Task.of("counting", calls::incrementAndGet);
  }

  /** A task whose turn comes beside a stop is ended, or taken back, before its function begins. */
  @ParameterizedTest
  @EnumSource(Kind.class)
  void advance_makeWasStopped_doesNotCallTheFunction(Kind kind) {
    Task<Integer> task = counting();
    AtomicInteger told = new AtomicInteger();
    task.runState().onCancel(told::incrementAndGet);
    Stage stage = new Stage(how(kind), task);
    stage.making.progress().stop("a test has stopped it");

    stage.advance();

    assertEquals(0, calls.get());
    if (kind.name().startsWith("QUEUED")) {
      assertEquals(TaskState.PENDING, task.state()); // taken back
      assertEquals(0, told.get());
      assertEquals(List.of(), queued);
      return;
    }
    Outcome.Cancelled<?> why = assertInstanceOf(Outcome.Cancelled.class, task.outcome());
    assertEquals("counting was cancelled: a test has stopped it", why.why().getMessage());
    assertEquals(1, told.get());
    assertFalse(Thread.interrupted());
  }

  /** A task whose turn comes beside the end of the make's time fails by that. */
  @ParameterizedTest
  @EnumSource(names = {"PLAIN", "RETRIED"})
  void advance_timeOfTheMakeIsUp_functionIsInterrupted(Kind kind) {
    Task<Boolean> task = Task.of("task", () -> Thread.currentThread().isInterrupted());
    Stage stage = new Stage(how(kind).timeout(HOUR), task);
    Objects.requireNonNull(stage.making.progress().limit()).pass();

    stage.advance();

    Outcome.Failed<?> why = assertInstanceOf(Outcome.Failed.class, task.outcome());
    assertInstanceOf(TaskTimeoutException.class, why.cause());
    assertFalse(Thread.interrupted());
  }

  /** What a function leaves in its thread does not stay there. */
  @ParameterizedTest
  @EnumSource(Kind.class)
  void advance_functionLeavesTraces_areGone(Kind kind) throws Exception {
    String name = Thread.currentThread().getName();
    Task<Integer> task =
        Task.of(
            "careless",
            () -> {
              Thread.currentThread().setName("another name");
              Thread.currentThread().interrupt();
              return calls.incrementAndGet();
            });

    new Stage(how(kind), task).advance();

    assertEquals(name, Thread.currentThread().getName());
    assertFalse(Thread.interrupted());
    assertEquals(1, task.get());
  }

  /** A thread that the maker's is not can be found while it runs a task, and not after. */
  @ParameterizedTest
  @EnumSource(names = {"LIMITED", "QUEUED", "QUEUED_RETRIED", "QUEUED_LIMITED"})
  void advance_limitedOrQueued_isPresentWhileItRuns(Kind kind) throws Exception {
    Stage[] stage = new Stage[1];
    Task<Integer> task = Task.of("present", () -> stage[0].atWork());
    stage[0] = new Stage(how(kind), task);

    assertEquals(kind == Kind.LIMITED, stage[0].advance());

    assertEquals(1, task.get());
    assertEquals(0, stage[0].atWork());
  }

  /** A failure ends a make that fails fast, success does not, whichever thread settled the task. */
  @ParameterizedTest
  @EnumSource(names = {"PLAIN", "RETRIED", "LIMITED"})
  void advance_failFast_goesOnAfterDoneAlone(Kind kind) {
    MakeOptions how = how(kind).failFast(false);
    Task<?> fails =
        Task.of(
            "fails",
            () -> {
              throw new IllegalStateException("on purpose");
            });
    Stage done = new Stage(how, counting());
    Stage failed = new Stage(how, fails);

    assertTrue(done.advance());
    while (!failed.advance()) {
      assertTrue(failed.part.left() > 0); // another attempt, at once
    }

    assertTrue(done.making.progress().isGoing());
    assertFalse(failed.making.progress().isGoing());
  }

  /** The same for one that was settled by another thread before its turn came. */
  @Test
  void advance_settledMeanwhile_goesOnAfterDoneAlone() {
    MakeOptions how = MakeOptions.DEFAULTS.failFast(false);
    Task<Integer> done = counting();
    Task<Integer> cancelled = counting();
    Stage ofDone = new Stage(how, done);
    Stage ofCancelled = new Stage(how, cancelled);
    done.dispatch();
    cancelled.cancel();

    assertTrue(ofDone.advance());
    assertTrue(ofCancelled.advance());

    assertTrue(ofDone.making.progress().isGoing());
    assertFalse(ofCancelled.making.progress().isGoing());
    assertEquals(1, calls.get());
  }

  /** A task that was decided at planning is settled so, unless another thread was faster. */
  @Test
  void decide_settledMeanwhile_isLeftAlone() {
    Task<Integer> first = counting();
    Task<?> behind = first.thenCall("behind", calls::incrementAndGet);
    Task<?> other = first.thenCall("other", calls::incrementAndGet);
    first.cancel();
    Stage stage = new Stage(MakeOptions.DEFAULTS, behind, other);
    List<Plan.Decision> decided = stage.schedule.decided();
    assertEquals(2, decided.size());
    behind.cancel("by a test");

    assertFalse(stage.dispatcher.decide(decided.getFirst()));
    assertTrue(stage.dispatcher.decide(decided.getLast()));

    assertEquals(TaskState.CANCELLED, other.state());
    Outcome.Cancelled<?> why = assertInstanceOf(Outcome.Cancelled.class, behind.outcome());
    assertEquals("behind was cancelled: by a test", why.why().getMessage());
  }

  /** Failed once, and PENDING for an hour by a make's rule. */
  private Task<Integer> betweenAttempts(Ownership owner) {
    Task<Integer> task =
        Task.of(
            "flaky",
            () -> {
              if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("on purpose");
              }
              return calls.get();
            });
    MakeOptions how = MakeOptions.DEFAULTS.clock(clock).retry(Retry.times(2).backoff(HOUR));
    EffectivePolicy effective =
        Objects.requireNonNull(how.effectivePolicy(TaskNode.of(task), owner));
    Runner first = Runner.here();
    TaskNode.of(task).enterRun(TaskNode.of(task).status(), first);
    assertEquals(TaskState.PENDING, TaskNode.of(task).perform(effective, function -> function));
    return task;
  }

  /** One that another make has given up comes again when its next attempt is due. */
  @Test
  void advance_givenUpBetweenAttempts_takesItOver() {
    Ownership other = new Ownership();
    Task<Integer> task = betweenAttempts(other);
    other.giveUp();
    Stage stage = new Stage(how(Kind.RETRIED), task);
    assertEquals(0, stage.part.claim(true));

    assertFalse(stage.advance());

    Backoff own = assertInstanceOf(Backoff.class, TaskNode.of(task).status().detail());
    assertSame(stage.making.ownership(), own.owner());
    assertEquals(1, calls.get());
    assertEquals(0, stage.part.left());
    clock.advance(HOUR);
    assertEquals(1, stage.part.left());
    assertEquals(0, stage.part.claim(true));
    assertTrue(stage.advance());
    assertEquals(TaskState.DONE, task.state());
  }

  /** One that is another make's is waited for, and looked at again when that gives it up. */
  @Test
  void advance_betweenAttemptsOfAnotherMake_waitsUntilItIsGivenUp() {
    Ownership other = new Ownership();
    Task<Integer> task = betweenAttempts(other);
    Stage stage = new Stage(how(Kind.RETRIED), task);
    assertEquals(0, stage.part.claim(true));
    assertFalse(stage.advance());
    clock.advance(HOUR); // due, and still the other's
    assertEquals(0, stage.part.left());

    other.giveUp();

    assertEquals(1, stage.part.left());
    assertTrue(stage.advance());
    assertEquals(TaskState.DONE, task.state());
    assertEquals(2, task.attempts().size());
  }

  /** What comes again where nothing can is left for the next round. */
  @Test
  void lookAgain_withoutRetries_isLeftOpen() {
    Task<Integer> task = counting();
    Stage stage = new Stage(how(Kind.PLAIN), task);

    stage.leftOpen.lookAgain(stage.schedule, 0);

    assertEquals(List.of(task), stage.leftOpen.take());
    assertEquals(List.of(), stage.leftOpen.take());
    assertNotNull(stage.part);
  }
}
