package io.github.taskloom.internal.make;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Order;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.fsm.Registration;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.policy.Retry;
import io.github.taskloom.policy.TaskClock;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import io.github.taskloom.testkit.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an observer is told of a make, in each way in which tasks run. */
@Timeout(60)
class MakeObserverTest {
  private static final ExecutorService EXECUTOR = Executors.newVirtualThreadPerTaskExecutor();

  /** How tasks run. */
  enum Way {
    LAYERED,
    EAGER,
    THREAD_EACH,
    FEW,
    EXECUTOR,
    FEW_IN_EXECUTOR,
    LIMIT,
    MAY_ABANDON;

    MakeOptions observedBy(MakeObserver observer) {
      MakeOptions how = MakeOptions.DEFAULTS.observer(observer);
      return switch (this) {
        case LAYERED -> how;
        case EAGER -> how.order(Order.EAGER);
        case THREAD_EACH -> how.withThreadPerTask();
        case FEW -> how.parallelism(2);
        case EXECUTOR -> how.executor(MakeObserverTest.EXECUTOR);
        case FEW_IN_EXECUTOR -> how.executor(MakeObserverTest.EXECUTOR).parallelism(2);
        case LIMIT -> how.timeout(Duration.ofHours(1));
        case MAY_ABANDON -> how.timeout(Duration.ofHours(1)).abandonAfter(Duration.ofMinutes(1));
      };
    }
  }

  /** Notes what it is told, in order, and that no order is wrong. */
  private static final class Notes implements MakeObserver {
    private final List<String> all = new ArrayList<>();
    private final Map<TaskNode<?>, Long> settled = new HashMap<>();
    private final Map<TaskNode<?>, Long> readySince = new HashMap<>();
    private final List<@Nullable TaskNode<?>> parents = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();

    private synchronized void note(String what) {
      all.add(what);
    }

    @Override
    public synchronized void makeBegins(
        long make, Collection<? extends TaskNode<?>> goals, @Nullable TaskNode<?> parent) {
      parents.add(parent);
      note("begin");
    }

    @Override
    public synchronized void attemptBegins(
        long make, TaskNode<?> task, int attempt, Thread worker, long since) {
      for (TaskNode<?> required : task.required()) {
        if (required.isSettled() && !settled.containsKey(required)) {
          wrong.add(task.name() + " begins before " + required.name() + " was told");
        }
        if (settled.containsKey(required) && since - settled.get(required) < 0) {
          wrong.add(task.name() + " was ready before " + required.name() + " had settled");
        }
      }
      if (since - System.nanoTime() > 0) {
        wrong.add(task.name() + " is ready in the future");
      }
      readySince.put(task, since);
      note(task.name() + " attempt " + attempt);
    }

    @Override
    public synchronized void attemptFails(long make, TaskNode<?> task) {
      note(task.name() + " again");
    }

    @Override
    public synchronized void taskSettles(long make, TaskNode<?> task, boolean done) {
      if (settled.put(task, System.nanoTime()) != null) {
        wrong.add(task.name() + " settles twice");
      }
      note(task.name() + (done ? " done" : " not done"));
    }

    @Override
    public void makeEnds(long make) {
      note("end");
    }

    synchronized List<String> all() {
      assertEquals(List.of(), wrong);
      return List.copyOf(all);
    }
  }

  private final Notes notes = new Notes();

  private List<String> made(MakeOptions how, Task<?>... goals) {
    new MakeCall(how, List.of(goals)).toEnd();
    return notes.all();
  }

  private static List<String> of(List<String> all, String name) {
    return all.stream().filter(note -> note.startsWith(name + " ")).toList();
  }

  /** A grid of tasks: each is told once, in its order, and before what requires it. */
  @ParameterizedTest
  @EnumSource
  void make_grid_tellsEachInItsOrder(Way way) {
    List<Task<?>> before = List.of();
    int tasks = 0;
    for (int row = 0; row < 20; row++) {
      List<Task<?>> present = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        Task<?> task = Task.of(row + "." + i, () -> null);
        before.forEach(task::require);
        present.add(task);
        tasks++;
      }
      before = present.subList(0, 3);
      if (row == 19) {
        before = present;
      }
    }

    List<String> all = made(way.observedBy(notes), before.toArray(Task<?>[]::new));

    assertEquals("begin", all.getFirst());
    assertEquals("end", all.getLast());
    int told = 19 * 3 + 10; // those that the goals need
    assertEquals(2 + 2 * told, all.size());
    assertEquals(List.of("19.4 attempt 1", "19.4 done"), of(all, "19.4"));
    assertTrue(tasks > told);
  }

  /** Attempts are told one by one, and the failure of one is no end of the task. */
  @ParameterizedTest
  @EnumSource
  void make_attemptsFail_eachIsTold(Way way) {
    AtomicInteger runs = new AtomicInteger();
    Task<?> fails =
        Task.of(
            "fails",
            () -> {
              if (runs.incrementAndGet() < 3) {
                throw new IllegalStateException("again");
              }
              return null;
            });

    List<String> all = made(way.observedBy(notes).retry(Retry.times(3)), fails);

    assertEquals(
        List.of(
            "begin",
            "fails attempt 1",
            "fails again",
            "fails attempt 2",
            "fails again",
            "fails attempt 3",
            "fails done",
            "end"),
        all);
  }

  /** One that its own callback retries has not settled: what it is told of is another attempt. */
  @ParameterizedTest
  @EnumSource
  void make_callbackRetriesItsTask_settlesOnce(Way way) {
    AtomicInteger runs = new AtomicInteger();
    Task<?> fails =
        Task.of(
            "fails",
            () -> {
              if (runs.incrementAndGet() < 3) {
                throw new IllegalStateException("again");
              }
              return null;
            });
    fails.onEnter(TaskState.FAILED, any -> fails.retry());
    Task<?> next = Task.of("next", () -> null);
    next.require(fails);

    List<String> all = made(way.observedBy(notes), fails, next);

    assertEquals(
        List.of(
            "begin",
            "fails attempt 1",
            "fails again",
            "fails attempt 2",
            "fails again",
            "fails attempt 3",
            "fails done",
            "next attempt 1",
            "next done",
            "end"),
        all);
  }

  /** An attempt that the engine breaks off ends, too, by the end of the make at the latest. */
  @Test
  void make_clockThrowsInAnAttempt_attemptIsToldToEnd() {
    Task<?> task = Task.of("task", () -> null);
    TaskClock throwing =
        new TaskClock() {
          @Override
          public long nanoTime() {
            if (task.state() == TaskState.RUNNING) {
              throw new IllegalStateException("no time");
            }
            return 0;
          }

          @Override
          public Registration schedule(Duration delay, Runnable action) {
            return () -> {};
          }
        };
    MakeOptions how = Way.MAY_ABANDON.observedBy(notes).clock(throwing);

    assertThrows(IllegalStateException.class, () -> made(how, task));

    assertEquals(TaskState.FAILED, task.state());
    assertEquals(List.of("begin", "task attempt 1", "task not done", "end"), notes.all());
  }

  /** So does one whose callbacks the make does not wait for, since its time is up. */
  @Test
  void make_timeIsUpDuringACallback_taskIsToldBeforeTheEnd() throws Exception {
    VirtualClock clock = new VirtualClock();
    Gate gate = new Gate();
    Task<?> task = Task.of("task", () -> null);
    task.onEnter(TaskState.DONE, done -> gate.passUninterrupted());
    MakeOptions how = Way.EXECUTOR.observedBy(notes).clock(clock).timeout(Duration.ofHours(1));
    FutureTask<List<String>> run = Bounded.background(() -> made(how, task));
    gate.awaitEntered();

    clock.advance(Duration.ofHours(1));

    assertEquals(
        List.of("begin", "task attempt 1", "task done", "end"),
        run.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS));
    gate.open();
  }

  /** What a failure decides never runs, and is told all the same. */
  @ParameterizedTest
  @EnumSource
  void make_prerequisiteFails_dependentIsToldWithoutAnAttempt(Way way) {
    Task<?> fails =
        Task.run(
            "fails",
            () -> {
              throw new IllegalStateException("broken");
            });
    Task<?> next = Task.of("next", () -> null);
    next.require(fails);

    List<String> all = made(way.observedBy(notes), next);

    assertEquals(List.of("fails attempt 1", "fails not done"), of(all, "fails"));
    assertEquals(List.of("next not done"), of(all, "next"));
  }

  /** An attempt that no thread runs ends when its stage does. */
  @ParameterizedTest
  @EnumSource
  void make_stage_endsOnce(Way way) throws Exception {
    CompletableFuture<String> stage = new CompletableFuture<>();
    Task<String> call = Task.async("call", () -> stage);
    FutureTask<List<String>> run = Bounded.background(() -> made(way.observedBy(notes), call));
    Bounded.until(() -> notes.all().contains("call attempt 1"));
    assertFalse(notes.all().contains("call done"));

    stage.complete("x");

    assertEquals(
        List.of("begin", "call attempt 1", "call done", "end"),
        run.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS));
  }

  /** What was settled before is no news; a make of that alone begins and ends. */
  @ParameterizedTest
  @EnumSource
  void make_settledBefore_isNotTold(Way way) {
    Task<?> done = Task.of("done", () -> null);
    done.dispatch();

    assertEquals(List.of("begin", "end"), made(way.observedBy(notes), done));
  }

  /** A make that a function calls knows the task of that. */
  @Test
  void make_nested_knowsItsParent() {
    Task<?> inner = Task.of("inner", () -> null);
    Task<?> outer =
        Task.run(
            "outer",
            () -> new MakeCall(MakeOptions.DEFAULTS.observer(notes), List.of(inner)).toEnd());

    made(MakeOptions.DEFAULTS.observer(notes), outer);

    assertNull(notes.parents.get(0));
    assertSame(outer, notes.parents.get(1));
    assertEquals(2, notes.all().stream().filter("end"::equals).count());
  }

  @AfterEach
  void noneIsLeft() {
    assertEquals(
        notes.all().stream().filter("begin"::equals).count(),
        notes.all().stream().filter("end"::equals).count());
  }
}
