package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.internal.scope.Scope;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Task.current(): the task whose function the calling thread runs. */
@Timeout(30)
class TaskCurrentTest {
  private final List<Object> seen = new CopyOnWriteArrayList<>();

  private void look() {
    seen.add(Task.current().<Object>map(Task::name).orElse("none"));
  }

  @AfterEach
  void nothingIsLeftBehind() {
    assertEquals(Optional.empty(), Task.current());
  }

  /** Outside of any task there is none. */
  @Test
  void current_outside_isEmpty() {
    assertEquals(Optional.empty(), Task.current());
  }

  /** In the function, and in whatever it calls, it is the task. */
  @Test
  void current_inFunction_isTheTask() throws Exception {
    Task<Optional<Task<?>>> task = Task.of("t", this::called);

    task.dispatch();

    assertEquals(Optional.of(task), task.get());
  }

  private Optional<Task<?>> called() {
    return Task.current();
  }

  /** So it is on the thread of bg and in run. */
  @Test
  void current_inBgAndRun_isTheTask() throws Exception {
    Task<?> background = Task.run("background", this::look);
    Task<?> run = Task.run("run", this::look);
    Task<?> prepared = Task.builder("prepared", () -> seen.add("called")).prepare().build();

    Bounded.join(background.bg());
    run.run();
    prepared.run();

    assertEquals(List.of("background", "run", "called"), seen);
  }

  /** A task that runs inside another one hides that for the time. */
  @Test
  void current_nested_isTheInnerThenTheOuter() {
    Task<?> inner = Task.run("inner", this::look);
    Task<?> outer =
        Task.run(
            "outer",
            () -> {
              look();
              inner.dispatch();
              look();
            });

    outer.dispatch();

    assertEquals(List.of("outer", "inner", "outer"), seen);
  }

  /** An exception ends it as a return does. */
  @Test
  void current_afterException_isAsBefore() {
    Task<?> inner =
        Task.of(
            "inner",
            () -> {
              look();
              throw new IllegalStateException("on purpose");
            });
    Task<?> outer =
        Task.run(
            "outer",
            () -> {
              inner.dispatch();
              look();
            });

    outer.dispatch();
    look();

    assertEquals(List.of("inner", "outer", "none"), seen);
  }

  /** On the threads of a make each function sees its own task. */
  @Test
  void current_inMake_isEachItsOwn() {
    List<Task<?>> tasks = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Task<Object> task = Task.of("t" + i, () -> Task.current().orElseThrow());
      if (i % 3 == 2) {
        task.require(tasks.get(i - 1));
      }
      tasks.add(task);
    }

    Make.defaults().now(tasks);

    for (Task<?> task : tasks) {
      assertEquals(new Outcome.Done<Object>(task), task.outcome());
    }
  }

  /** A make inside a task: the inner ones see themselves, and then the outer one is back. */
  @Test
  void current_makeInsideTask_isTheInnerThenTheOuter() {
    Task<?> first = Task.run("first", this::look);
    Task<?> second = first.thenRun("second", this::look);
    Task<?> outer =
        Task.run(
            "outer",
            () -> {
              second.make();
              look();
            });

    outer.make();

    assertEquals(List.of("first", "second", "outer"), seen);
  }

  /** In scopes that the function forks it is the task, in nested ones, too. */
  @Test
  void current_inForkedScopes_isTheTask() throws Exception {
    Task<?> task = Task.run("t", () -> fork(() -> fork(this::look)));

    task.dispatch();
    assertEquals(TaskState.DONE, task.state());
    Bounded.join(Task.run("background", () -> fork(this::look)).bg());
    Task.run("made", () -> fork(this::look)).make();

    assertEquals(List.of("t", "background", "made"), seen);
  }

  private void fork(Runnable body) {
    try (Scope scope = Scope.open("test")) {
      scope.fork(body);
      scope.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** A thread that the function starts plainly is not its own. */
  @Test
  void current_inPlainThread_isEmpty() throws Exception {
    Task<?> task =
        Task.of(
            "t",
            () -> {
              Bounded.join(Thread.startVirtualThread(this::look));
              Bounded.join(Thread.ofPlatform().start(this::look));
              return null;
            });

    task.dispatch();

    assertEquals(TaskState.DONE, task.state());
    assertEquals(List.of("none", "none"), seen);
  }

  /** Each of two tasks that run at once sees itself. */
  @Test
  void current_twoThreads_eachItsOwn() throws Exception {
    Gate first = new Gate();
    Gate second = new Gate();
    Task<String> one =
        Task.of(
            "one",
            () -> {
              first.pass();
              return Task.current().orElseThrow().name();
            });
    Task<String> two =
        Task.of(
            "two",
            () -> {
              second.pass();
              return Task.current().orElseThrow().name();
            });
    Thread ones = one.bg();
    Thread twos = two.bg();
    first.awaitEntered();
    second.awaitEntered();
    first.open();
    second.open();
    Bounded.join(ones);
    Bounded.join(twos);

    assertEquals("one", one.get());
    assertEquals("two", two.get());
  }

  /** A cancelOnResult belongs to the run of its task. */
  @Test
  void current_inCancelOnResult_isTheTask() {
    Task<String> task =
        Task.builder("t", () -> "value")
            .cancelOnResult(
                value -> {
                  look();
                  return false;
                })
            .build();

    task.dispatch();

    assertEquals(List.of("t"), seen);
  }

  /** A function finds its run state by it, without knowing its task. */
  @Test
  void current_runState_isRunning() throws Exception {
    Task<Boolean> task = Task.of("t", () -> Task.current().orElseThrow().runState().isRunning());

    task.dispatch();

    assertTrue(task.get());
  }
}
