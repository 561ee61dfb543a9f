package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.policy.Retry;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import io.github.taskloom.testing.LeftBehind;
import io.github.taskloom.testing.QuickKind;
import io.github.taskloom.testing.ScopedValues;
import io.github.taskloom.testkit.VirtualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Interceptors of a make: when they are called, in which thread, and what comes of it. */
@Timeout(60)
class MakeAroundTest {
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  private TaskInterceptor noting(String name) {
    return (task, next) -> {
      log.add(name + " before");
      try {
        return next.call();
      } finally {
        log.add(name + " after");
      }
    };
  }

  /** Some thirty tasks in three layers. */
  private static List<Task<Thread>> graph() {
    List<Task<Thread>> all = new ArrayList<>();
    Task<Thread> first = Task.of("first", Thread::currentThread);
    Task<Thread> last = Task.of("last", Thread::currentThread);
    all.add(first);
    for (int i = 0; i < 30; i++) {
      Task<Thread> middle = Task.of("middle " + i, Thread::currentThread);
      middle.require(first);
      last.require(middle);
      all.add(middle);
    }
    all.add(last);
    return all;
  }

  /** In every mode each function is called inside, in the thread of the interceptor. */
  @ParameterizedTest
  @EnumSource
  void around_everyMode_isInTheThreadOfTheFunction(MakeMode mode) throws Exception {
    Map<Task<?>, Thread> threads = new ConcurrentHashMap<>();
    Make make =
        Make.defaults()
            .around(
                (task, next) -> {
                  assertSame(task, Task.current().orElseThrow());
                  assertSame(TaskState.RUNNING, task.state());
                  assertNull(threads.put(task, Thread.currentThread()), "called twice");
                  return next.call();
                });
    List<Task<Thread>> graph = graph();

    mode.make(make, graph);

    assertEquals(graph.size(), threads.size());
    for (Task<Thread> task : graph) {
      assertSame(threads.get(task), task.get());
    }
  }

  /** Where a function runs on the caller's own thread, so does what is around it. */
  @Test
  void around_quickFunctionAlone_isOnTheThreadOfTheCaller() {
    Thread caller = Thread.currentThread();
    AtomicReference<Thread> seen = new AtomicReference<>();
    Make make =
        Make.defaults()
            .around(
                (task, next) -> {
                  seen.set(Thread.currentThread());
                  return next.call();
                });

    Callable<Thread> quick = Thread::currentThread;
    Bounded.until(
        () -> {
          QuickKind.teach(quick);
          Thread thread = make.get(Task.of("quick", quick));
          assertSame(thread, seen.get());
          return thread == caller;
        });
  }

  /**
   * The first that was given is the outermost; a make is not changed by what is derived from it.
   */
  @Test
  void around_several_firstIsOutermost() {
    Make one = Make.defaults().around(noting("outer"));
    Make two = one.around(noting("inner"));

    two.get(Task.of("t", () -> log.add("function")));
    assertEquals(
        List.of("outer before", "inner before", "function", "inner after", "outer after"), log);

    log.clear();
    one.get(Task.of("t", () -> log.add("function")));
    assertEquals(List.of("outer before", "function", "outer after"), log);
  }

  /** Other options leave the interceptors as they are. */
  @Test
  void around_otherOptionsAfterIt_isKept() {
    Make make =
        Make.defaults()
            .around(noting("i"))
            .order(Order.EAGER)
            .failFast()
            .parallelism(2)
            .timeout(Duration.ofHours(1))
            .queue(Runnable::run);

    make.now(Task.of("t", () -> log.add("function")));

    assertEquals(List.of("i before", "function", "i after"), log);
  }

  /** Hooks and tests of the result come after it, with what it has returned, then callbacks. */
  @Test
  void around_hooksAndTests_areOutsideAndSeeWhatItReturned() throws Exception {
    Task<String> shown =
        Task.builder(
                "shown",
                () -> {
                  log.add("function");
                  return "page";
                })
            .cancelOnResult(
                value -> {
                  log.add("tested " + value);
                  return false;
                })
            .beforeDone(value -> log.add("hook " + value))
            .build();
    shown.onEnter(TaskState.DONE, transition -> log.add("callback"));

    Make.defaults().around((task, next) -> next.call() + "!").around(noting("i")).now(shown);

    assertEquals("page!", shown.get());
    assertEquals(
        List.of("i before", "function", "i after", "tested page!", "hook page!", "callback"), log);
  }

  /** One that does not call next gives the result itself, which others take as their input. */
  @ParameterizedTest
  @EnumSource
  void around_neverCallsNext_itsValueIsTheResult(MakeMode mode) throws Exception {
    AtomicBoolean called = new AtomicBoolean();
    Task<String> page =
        Task.of(
            "page",
            () -> {
              called.set(true);
              return "fetched";
            });
    Task<String> shown = page.then("shown", text -> "shown " + text);
    Make cached =
        Make.defaults().around((task, next) -> task == page ? "from the cache" : next.call());

    mode.make(cached, List.of(shown));

    assertEquals("shown from the cache", shown.get());
    assertFalse(called.get());
  }

  /** What it throws fails the attempt as if the function had thrown it. */
  @ParameterizedTest
  @EnumSource
  void around_throws_taskFailsWithThat(MakeMode mode) {
    IOException refused = new IOException("no permit");
    Task<String> task = Task.of("t", () -> "value");
    Task<String> behind = task.then("behind", text -> text);

    mode.make(
        Make.defaults()
            .around(
                (any, next) -> {
                  throw refused;
                }),
        List.of(behind));

    assertEquals(new Outcome.Failed<>(refused), task.outcome());
    assertSame(task, assertInstanceOf(PrerequisiteException.class, failure(behind)).prerequisite());
  }

  private static Throwable failure(Task<?> task) {
    return assertInstanceOf(Outcome.Failed.class, task.outcome()).cause();
  }

  /** So an Error does, and one that is thrown after the function has returned. */
  @Test
  void around_throwsAfterTheFunction_taskFailsWithThat() {
    StackOverflowError late = new StackOverflowError("on purpose");
    Task<String> task = Task.of("t", () -> "value");

    Make.defaults()
        .around(
            (any, next) -> {
              next.call();
              throw late;
            })
        .now(task);

    assertEquals(new Outcome.Failed<>(late), task.outcome());
  }

  /** A retry rule counts it as a failure, and each attempt is intercepted. */
  @ParameterizedTest
  @EnumSource
  void around_throwsUnderARule_eachAttemptIsIntercepted(MakeMode mode) throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    Task<String> task = Task.builder("t", () -> "value").retry(Retry.times(3)).build();

    mode.make(
        Make.defaults()
            .around(
                (any, next) -> {
                  if (attempts.incrementAndGet() < 3) {
                    throw new IOException("no permit");
                  }
                  return next.call() + " of attempt " + any.attempt();
                }),
        List.of(task));

    assertEquals("value of attempt 3", task.get());
    assertEquals(3, attempts.get());
  }

  /** What the function throws comes through, unless the interceptor makes something else of it. */
  @Test
  void around_functionThrows_interceptorSeesItAndMayTurnIt() throws Exception {
    IOException thrown = new IOException("no network");
    Task<String> left = failing("left", thrown);
    Task<String> turned = failing("turned", thrown);
    Make make =
        Make.defaults()
            .around(
                (task, next) -> {
                  try {
                    return next.call();
                  } catch (IOException e) {
                    assertSame(thrown, e);
                    if (task == left) {
                      throw e;
                    }
                    return "from the mirror";
                  }
                });

    make.now(left, turned);

    assertEquals(new Outcome.Failed<>(thrown), left.outcome());
    assertEquals("from the mirror", turned.get());
  }

  private static Task<String> failing(String name, Exception thrown) {
    return Task.of(
        name,
        () -> {
          throw thrown;
        });
  }

  /** A second call of next is refused, and the function has run once. */
  @Test
  void around_callsNextTwice_isRefused() {
    AtomicInteger calls = new AtomicInteger();
    Task<Integer> task = Task.of("t", calls::incrementAndGet);

    Make.defaults()
        .around(
            (any, next) -> {
              next.call();
              return next.call();
            })
        .now(task);

    TaskStateException refused = assertInstanceOf(TaskStateException.class, failure(task));
    assertSame(task, refused.task());
    assertTrue(refused.getMessage().contains("a second time"), refused.getMessage());
    assertEquals(1, calls.get());
  }

  /** One that another thread calls is refused: functions run in the thread of the interceptor. */
  @Test
  void around_anotherThreadCallsNext_isRefused() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    AtomicReference<Throwable> refused = new AtomicReference<>();
    Task<Integer> task = Task.of("t", calls::incrementAndGet);

    Make.defaults()
        .around(
            (any, next) -> {
              Bounded.elsewhere(
                  () -> refused.getAndSet(assertThrows(TaskStateException.class, next::call)));
              return next.call();
            })
        .now(task);

    assertTrue(refused.get().getMessage().contains("by another thread"));
    assertEquals(1, task.get());
    assertEquals(1, calls.get());
  }

  /** One that is kept calls nothing once the interceptor has ended. */
  @Test
  void around_nextIsCalledAfterTheEnd_isRefused() {
    AtomicInteger calls = new AtomicInteger();
    Task<Integer> task = Task.of("t", calls::incrementAndGet);
    AtomicReference<String> refused = new AtomicReference<>();
    Make make =
        Make.defaults()
            .around(
                (any, next) -> {
                  task.onEnter(
                      TaskState.DONE,
                      transition ->
                          refused.set(
                              assertThrows(TaskStateException.class, next::call).getMessage()));
                  return 7;
                });

    assertEquals(7, make.get(task));

    assertTrue(refused.get().contains("after the interceptor has ended"), refused.get());
    assertEquals(0, calls.get());
  }

  /** A cancel interrupts an interceptor that waits, as it does a function. */
  @ParameterizedTest
  @EnumSource
  void around_waits_isInterruptedByACancel(MakeMode mode) throws Exception {
    Gate gate = new Gate();
    Task<String> task = Task.of("t", () -> "value");
    FutureTask<Void> run =
        Bounded.background(
            () -> {
              mode.make(
                  Make.defaults()
                      .around(
                          (any, next) -> {
                            gate.pass();
                            return next.call();
                          }),
                  List.of(task));
              return null;
            });
    gate.awaitEntered();

    task.cancel();

    run.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertEquals(TaskState.CANCELLED, task.state());
  }

  /** One that is left behind ends in its own time, around its function, and changes nothing. */
  @Test
  void around_isLeftBehind_endsWhenItsFunctionDoes() throws Exception {
    LeftBehind leftBehind = new LeftBehind();
    VirtualClock clock = new VirtualClock();
    Gate gate = new Gate();
    CountDownLatch ended = new CountDownLatch(1);
    Task<String> task =
        Task.builder(
                "t",
                () -> {
                  gate.passUninterrupted();
                  return "late";
                })
            .timeout(Duration.ofSeconds(1))
            .abandonAfter(Duration.ZERO)
            .build();
    Make make =
        Make.defaults()
            .clock(clock)
            .around(
                (any, next) -> {
                  try {
                    return next.call();
                  } finally {
                    ended.countDown();
                  }
                });
    FutureTask<Boolean> run = Bounded.background(() -> make.now(task) != null);
    gate.awaitEntered();

    clock.advance(Duration.ofSeconds(1));

    assertTrue(run.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS));
    assertTrue(assertInstanceOf(TaskTimeoutException.class, failure(task)).isAbandoned());
    assertEquals(1, ended.getCount());
    gate.open();
    Bounded.await(ended);
    leftBehind.awaitEnd();
    assertInstanceOf(TaskTimeoutException.class, failure(task));
  }

  /** An attempt that is rejected, and one that is cancelled before, calls nothing to go around. */
  @Test
  void around_noFunctionIsCalled_isNotCalled() {
    Task<String> rejected = Task.builder("t", () -> "value").retry(Retry.times(2)).build();
    Make.defaults()
        .around(noting("i"))
        .submit(
            (task, run) -> {
              throw new IllegalStateException("full");
            })
        .now(rejected);
    assertEquals(TaskState.FAILED, rejected.state());
    assertEquals(2, rejected.attempts().size());

    Task<String> cancelled = Task.of("t", () -> "value");
    cancelled.onEnter(TaskState.RUNNING, transition -> cancelled.cancel());
    Make.defaults().around(noting("i")).now(cancelled);
    assertEquals(TaskState.CANCELLED, cancelled.state());

    assertEquals(List.of(), log);
  }

  /** A function that repairs a task is a function as any. */
  @Test
  void around_repairedTask_functionIsInside() throws Exception {
    Task<String> task = failing("t", new IOException("no network"));
    task.dispatch();
    task.repairWith(() -> "from the mirror");

    Make.defaults().around(noting("i")).now(task);

    assertEquals("from the mirror", task.get());
    assertEquals(List.of("i before", "i after"), log);
  }

  /** A value that was given by hand is none, also where a make is faster to complete the task. */
  @Test
  void around_valueByHand_isNotInside() throws Exception {
    Task<String> task = failing("t", new IOException("no network"));
    task.dispatch();
    Make make = Make.defaults().around(noting("i"));
    task.onEnter(TaskState.PENDING, transition -> make.now(task));

    task.completeWith("by hand");

    assertEquals("by hand", task.get());
    assertEquals(List.of(), log);
  }

  /** What is not run by the make is not inside: a make that is called by a function, a dispatch. */
  @Test
  void around_otherMakesAndDispatches_areNotIntercepted() {
    Task<String> inner = Task.of("inner", () -> "value");
    Task<String> dispatched = Task.of("dispatched", () -> "value");

    Make.defaults()
        .around(noting("i"))
        .now(
            Task.run(
                "outer",
                () -> {
                  Make.defaults().now(inner);
                  dispatched.dispatch();
                }));

    assertEquals(List.of("i before", "i after"), log);
    assertEquals(TaskState.DONE, inner.state());
  }

  /** A scoped value that an interceptor binds is bound in the function, and in what that makes. */
  @ParameterizedTest
  @EnumSource
  void around_bindsAScopedValue_functionSeesIt(MakeMode mode) throws Exception {
    Object key = ScopedValues.key();
    Task<Object> inner = Task.of("inner", () -> ScopedValues.get(key, "nothing"));
    Task<Object> task =
        Task.of(
            "t",
            () -> {
              inner.make();
              return ScopedValues.get(key, "nothing");
            });
    Make make = Make.defaults().around((any, next) -> ScopedValues.call(key, "bound", next));

    mode.make(make, List.of(task));

    assertEquals("bound", task.get());
    assertEquals("bound", inner.get());
  }

  /** It runs before a make that is made for each call; what it throws there is the caller's. */
  @Test
  void perMake_throwsOrGivesNull_isThrownToTheCaller() {
    IllegalStateException noUser = new IllegalStateException("no user");
    Task<String> task = Task.of("t", () -> "value");
    Make make =
        Make.defaults()
            .around(
                TaskInterceptor.perMake(
                    () -> {
                      throw noUser;
                    }));

    assertSame(noUser, assertThrows(IllegalStateException.class, () -> make.now(task)));
    CompletableFuture<List<Task<?>>> later = make.later(task);
    assertSame(noUser, later.exceptionNow());
    assertThrows(
        NullPointerException.class,
        () -> Make.defaults().around(TaskInterceptor.perMake(() -> null)).now(task));
    assertThrows(NullPointerException.class, () -> Make.defaults().around(null));
    assertEquals(TaskState.PENDING, task.state());
  }

  /** It is asked for once a make, in the thread that calls it, as many tasks as there are. */
  @ParameterizedTest
  @EnumSource
  void perMake_everyMode_isAskedForOnceByTheCaller(MakeMode mode) {
    List<Thread> asked = new ArrayList<>();
    AtomicInteger calls = new AtomicInteger();
    Make make =
        Make.defaults()
            .around(
                TaskInterceptor.perMake(
                    () -> {
                      asked.add(Thread.currentThread());
                      return (task, next) -> {
                        calls.incrementAndGet();
                        return next.call();
                      };
                    }));
    List<Task<Thread>> graph = graph();

    mode.make(make, graph);
    mode.make(make, List.of(Task.of("another make", () -> "value")));

    assertEquals(List.of(Thread.currentThread(), Thread.currentThread()), asked);
    assertEquals(graph.size() + 1, calls.get());
  }

  /** What an interceptor gave for a make is that of the make, and is not asked in its turn. */
  @ParameterizedTest
  @EnumSource
  void forMake_givesOneThatGivesOthers_isAskedOnce(MakeMode mode) {
    AtomicInteger asked = new AtomicInteger();
    final class OfCaller implements TaskInterceptor {
      @Override
      public Object around(Task<?> task, Callable<?> next) throws Exception {
        return next.call();
      }

      @Override
      public TaskInterceptor forMake() {
        asked.incrementAndGet();
        return new OfCaller();
      }
    }

    mode.make(Make.defaults().around(new OfCaller()), graph());

    assertEquals(1, asked.get());
  }
}
