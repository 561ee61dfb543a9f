package io.github.taskloom;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.testing.Size;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rule 5 of make and its scale: layers, their scopes and workers, graphs of a million. */
@Timeout(60)
class MakeLayersTest {
  private static final int MILLION = Size.of(100_000, 1_000_000);

  /** A layer starts when the one before has settled. */
  @Test
  void make_ofTwoLayers_startsTheSecondAfterTheFirst() {
    AtomicInteger first = new AtomicInteger();
    AtomicInteger tooEarly = new AtomicInteger();
    List<Task<?>> seconds = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Task<Integer> one = Task.of(first::incrementAndGet);
      seconds.add(
          one.thenCall(
              "second",
              () -> {
                if (first.get() != 200) {
                  tooEarly.incrementAndGet();
                }
                return null;
              }));
    }
    Make.defaults().now(seconds);
    assertEquals(200, first.get());
    assertEquals(0, tooEarly.get());
  }

  /** What a layer did is seen by the next, without a volatile or a lock of the user's. */
  @Test
  void make_ofTwoLayers_publishesPlainWrites() {
    int[] plain = new int[1000];
    List<Task<?>> first = new ArrayList<>();
    for (int i = 0; i < plain.length; i++) {
      int mine = i;
      first.add(Task.of(() -> plain[mine] = mine + 1));
    }
    AtomicInteger sum = new AtomicInteger();
    Task<Object> last =
        Task.run(
            "last",
            () -> {
              for (int value : plain) {
                sum.addAndGet(value);
              }
            });
    first.forEach(last::require);
    last.make();
    assertEquals(plain.length * (plain.length + 1) / 2, sum.get());
  }

  /** Tasks of one layer that all wait for the last one all get to run. */
  @Test
  void make_ofTasksThatWaitForTheLast_completes() {
    CountDownLatch last = new CountDownLatch(1);
    List<Task<?>> tasks = new ArrayList<>();
    for (int i = 0; i < 999; i++) {
      tasks.add(Task.of("t" + i, () -> last.await(30, SECONDS)));
    }
    tasks.add(Task.run("last", () -> last.countDown()));
    Make.defaults().now(tasks);
    tasks.forEach(task -> assertEquals(TaskState.DONE, task.state()));
  }

  /** No more tasks run at a time than the limit says. */
  @Test
  void parallelism_ofThree_runsThreeAtATime() {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch three = new CountDownLatch(3);
    List<Task<?>> tasks = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      tasks.add(
          Task.of(
              "t" + i,
              () -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                three.countDown();
                assertTrue(three.await(20, SECONDS));
                running.decrementAndGet();
                return null;
              }));
    }
    Make.defaults().parallelism(3).now(tasks);
    tasks.forEach(task -> assertEquals(TaskState.DONE, task.state()));
    assertEquals(3, most.get());
  }

  /** The caller's scoped values are seen in tasks, on workers, inline and in nested makes. */
  @Test
  void make_underScopedValue_bindsItInTasks() throws Exception {
    Class<?> type = Class.forName("java.lang.ScopedValue"); // a preview API until 24
    Object key = type.getMethod("newInstance").invoke(null);
    Method get = type.getMethod("get");
    Set<Object> seen = ConcurrentHashMap.newKeySet();
    List<Task<?>> tasks = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      tasks.add(Task.of("t" + i, () -> seen.add(get.invoke(key))));
    }
    Task<Object> inner = Task.of("inner", () -> get.invoke(key));
    Task<Object> nested = Task.of("nested", () -> Tasks.makeNow(inner));
    tasks.forEach(nested::require);
    Object carrier = type.getMethod("where", type, Object.class).invoke(null, key, "bound");
    carrier.getClass().getMethod("run", Runnable.class).invoke(carrier, (Runnable) nested::make);

    assertEquals(TaskState.DONE, nested.state());
    assertEquals(Set.of("bound"), seen);
    assertEquals("bound", inner.get());
  }

  /** The functions run on virtual threads, none of them the caller's, of whichever kind that is. */
  @Test
  void make_fromAnyThread_runsOnVirtualThreads() throws InterruptedException {
    AtomicReference<Thread> ran = new AtomicReference<>();
    Task.run("task", () -> ran.set(Thread.currentThread())).make();
    assertTrue(ran.get().isVirtual());
    assertNotSame(Thread.currentThread(), ran.get());
  }

  /** The task that runs is known on its worker, inline or not, and none is known afterwards. */
  @Test
  void current_onLanes_isTheRunningTask() {
    AtomicInteger wrong = new AtomicInteger();
    List<Task<?>> tasks = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      AtomicReference<Task<?>> self = new AtomicReference<>();
      Task<Object> task =
          Task.run(
              "t" + i,
              () -> {
                if (Task.current().orElseThrow() != self.get()) {
                  wrong.incrementAndGet();
                }
              });
      self.set(task);
      tasks.add(task);
    }
    Make.defaults().now(tasks);
    assertEquals(0, wrong.get());
    assertTrue(Task.current().isEmpty());
  }

  /** What a task leaves of its interrupt or its thread's name does not reach the next one. */
  @Test
  void lane_betweenTasks_forgetsInterruptAndName() {
    List<Task<?>> tasks = new ArrayList<>();
    AtomicInteger leaked = new AtomicInteger();
    for (int i = 0; i < 100; i++) {
      tasks.add(
          Task.run(
              "t" + i,
              () -> {
                if (Thread.currentThread().isInterrupted()
                    || Thread.currentThread().getName().equals("mine")) {
                  leaked.incrementAndGet();
                }
                Thread.currentThread().setName("mine");
                Thread.currentThread().interrupt();
              }));
    }
    Make.defaults().parallelism(1).now(tasks);
    assertEquals(0, leaked.get());
    tasks.forEach(task -> assertEquals(TaskState.DONE, task.state()));
  }

  /** A chain of a million: no recursion, no quadratic cost. */
  @Tag("sized")
  @Test
  void make_ofChainOfAMillion_completes() {
    Task<Object> first = Task.of("first", () -> null);
    Task<?> last = first;
    for (int i = 1; i < MILLION; i++) {
      last = last.then(Task.of(() -> null));
    }
    assertTrue(last.make());
    assertSame(TaskState.DONE, last.state());
  }

  /** A layer of a million, and a task that requires them all. */
  @Tag("sized")
  @Test
  void make_ofLayerOfAMillionWithFanIn_completes() {
    Task<Object> sink = Task.of("sink", () -> "x");
    for (int i = 0; i < MILLION; i++) {
      sink.require(Task.of(() -> null));
    }
    assertTrue(sink.make());
    assertEquals(TaskState.DONE, sink.state());
  }

  /** A cycle of a million is told, with the path whole and the message short of it. */
  @Tag("sized")
  @Test
  void make_ofCycleOfAMillion_throws() {
    Task<Object> first = Task.of("first", () -> null);
    Task<?> last = first;
    for (int i = 1; i < MILLION; i++) {
      last = last.then(Task.of(() -> null));
    }
    first.require(last);
    Task<?> entry = last;
    CycleException cycle =
        org.junit.jupiter.api.Assertions.assertThrows(CycleException.class, entry::make);
    assertEquals(MILLION + 1, cycle.path().size());
    assertTrue(cycle.getMessage().length() < 100_000);
    assertFalse(first.isSettled());
  }

  /** A failure at the root of a long chain reaches its end without a chain of causes as long. */
  @Test
  void make_ofLongChainWithFailingRoot_keepsTheRootCause() {
    Task<Object> root =
        Task.of(
            "root",
            () -> {
              throw new IllegalStateException("broken");
            });
    Task<?> last = root;
    for (int i = 1; i < 100_000; i++) {
      last = last.then(Task.of(() -> null));
    }
    last.make();
    Throwable cause = ((Outcome.Failed<?>) last.outcome()).cause();
    int links = 0;
    while (cause.getCause() != null) {
      cause = cause.getCause();
      links++;
    }
    assertEquals("broken", cause.getMessage());
    assertTrue(links <= 65, links + " links");
  }

  /** A thread of a task's own bears its name, whatever the task does with it. */
  @Test
  void make_threadPerTask_namesThreadsByTheirTasks() throws Exception {
    Task<String> named = Task.of("named", () -> Thread.currentThread().getName());
    Task<String> unnamed = Task.of(() -> Thread.currentThread().getName());

    Make.defaults().withThreadPerTask().now(named, unnamed);

    assertEquals("task named", named.get());
    assertEquals("", unnamed.get());
  }
}
