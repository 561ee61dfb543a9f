package io.github.taskloom.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.taskloom.Outcome.Done;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.Tasks;
import io.github.taskloom.policy.Retry;
import io.github.taskloom.testing.Bounded;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions that open a structured scope of the JDK and never close it. */
@Timeout(60)
class LeakedScopeTest {

  /** The JDK's own, by reflection, since it is a preview of two shapes. */
  private static Object openScope() throws ReflectiveOperationException {
    Class<?> type = Class.forName("java.util.concurrent.StructuredTaskScope");
    Object scope =
        type.isInterface()
            ? type.getMethod("open").invoke(null)
            : type.getConstructor(String.class, ThreadFactory.class)
                .newInstance("leaked", Thread.ofVirtual().factory());
    try {
      Callable<String> nothing = () -> "forked";
      type.getMethod("fork", Callable.class).invoke(scope, nothing);
    } catch (InvocationTargetException e) {
      throw new AssertionError(e);
    }
    return scope;
  }

  /** The make ends; at worst it says that the structure was violated. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void make_functionLeavesScopesOpen_ends(Way way) throws Exception {
    List<Task<?>> tasks = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      tasks.add(Task.of("careless", () -> openScope() != null));
    }
    MakerThread maker =
        MakerThread.start(
            () -> {
              try {
                return way.make().now(tasks);
              } catch (IllegalStateException told) {
                assertEquals(
                    "StructureViolationException", told.getCause().getClass().getSimpleName());
                return List.of();
              }
            });

    maker.awaitEnd();

    tasks.forEach(task -> assertEquals(TaskState.DONE, task.state()));
    assertMakesAsBefore();
  }

  /** Where it was left in a thread of the make's own, the make says so when all has been made. */
  @ParameterizedTest
  @ValueSource(ints = {1, 8, 100})
  void make_functionLeavesScopeOpenInItsThread_isTold(int count) throws Exception {
    for (Way way : List.of(Way.LAYERED, Way.EAGER, Way.THREAD_PER_TASK)) {
      for (boolean streamed : new boolean[] {false, true}) {
        CountDownLatch all = new CountDownLatch(count); // so that each has a thread to itself
        List<Task<Boolean>> tasks = new ArrayList<>();
        AtomicReference<Thread> careful = new AtomicReference<>();
        if (count
            > 8) { // then the others are not known to be slow, and one has no thread to itself
          tasks.add(Task.of("quick", () -> careful.compareAndSet(null, Thread.currentThread())));
        }
        for (int i = 0; i < count; i++) {
          tasks.add(
              Task.of(
                  "careless",
                  () -> {
                    all.countDown();
                    Bounded.await(all);
                    return Thread.currentThread() == careful.get() || openScope() != null;
                  }));
        }

        MakerThread maker =
            MakerThread.start(
                () -> streamed ? way.make().stream(tasks).toList() : way.make().now(tasks));

        Throwable told = maker.awaitThrown();
        assertEquals("StructureViolationException", told.getCause().getClass().getSimpleName());
        tasks.forEach(task -> assertEquals(new Done<>(true), task.outcome()));
      }
    }
  }

  /** An attempt that fails and leaves one open is followed by the next all the same. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void make_attemptLeavesScopeOpen_nextOneIsMade(Way way) throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Task<Integer> flaky =
        Task.<Integer>builder(
                "flaky",
                () -> {
                  if (calls.incrementAndGet() == 1) {
                    throw new IllegalStateException("on purpose, in " + openScope());
                  }
                  return calls.get();
                })
            .retry(Retry.times(2))
            .build();

    MakerThread maker =
        MakerThread.start(
            () -> {
              try {
                return way.make().now(flaky);
              } catch (IllegalStateException told) {
                return List.of();
              }
            });

    maker.awaitEnd();
    assertEquals(new Done<>(2), flaky.outcome());
    assertMakesAsBefore();
  }

  private static void assertMakesAsBefore() {
    Task<?> other = Task.of("other", () -> "x");
    assertEquals(List.of(other), Tasks.makeNow(other));
  }
}
