package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.policy.Retry;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Executors that see the task: what they are told, and that they are as plain ones else. */
@Timeout(60)
class MakeSubmitTest {

  private static ExecutorService singleThread(String name) {
    return Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(name).factory());
  }

  private static Task<String> thread(String name) {
    return Task.of(name, () -> Thread.currentThread().getName());
  }

  /** Each task is shown while it is QUEUED, once an attempt, and may be routed by what it is. */
  @ParameterizedTest
  @EnumSource
  void submit_tasks_areRoutedByTheirNames(Order order) throws Exception {
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    Task<String> rows = thread("db rows");
    Task<String> page = thread("page");
    Task<String> joined = Task.of("joined", rows, page, (a, b) -> a + " and " + b);
    try (ExecutorService database = singleThread("database");
        ExecutorService others = singleThread("others")) {
      TaskExecutor routes =
          (task, run) -> {
            seen.add(task.name() + " " + task.state());
            (task.name().startsWith("db ") ? database : others).execute(run);
          };

      Make.defaults().order(order).submit(routes).now(joined);
    }

    assertEquals("database and others", joined.get());
    assertEquals(Set.of("db rows QUEUED", "page QUEUED", "joined QUEUED"), new HashSet<>(seen));
    assertEquals(3, seen.size());
  }

  /** Priorities: what waits is run in the order that the executor gives it. */
  @Test
  void submit_priorities_areUpToTheExecutor() {
    record Entry(int priority, Runnable run) {}
    PriorityBlockingQueue<Entry> waiting =
        new PriorityBlockingQueue<>(8, Comparator.comparing(Entry::priority).reversed());
    List<String> ran = Collections.synchronizedList(new ArrayList<>());
    List<Task<?>> tasks = new ArrayList<>();
    for (int priority : new int[] {2, 3, 1}) {
      String name = "priority " + priority;
      tasks.add(Task.of(name, () -> ran.add(name)));
    }
    CountDownLatch all = new CountDownLatch(tasks.size());
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              Bounded.awaitUninterrupted(all);
              for (Entry next = waiting.poll(); next != null; next = waiting.poll()) {
                next.run().run();
              }
            });

    Make.defaults()
        .submit(
            (task, run) -> {
              waiting.add(new Entry(task.name().charAt(9) - '0', run));
              all.countDown();
            })
        .now(tasks);

    assertEquals(List.of("priority 3", "priority 2", "priority 1"), ran);
  }

  /** A rejection is a failed attempt: without a rule the task fails with it. */
  @Test
  void submit_rejects_taskFailsWithTheRejection() {
    RejectedExecutionException full = new RejectedExecutionException("full");
    Task<String> rejected = Task.of("rejected", () -> "value");
    Task<String> other = Task.of("other", () -> "value");

    Make.defaults()
        .submit(
            (task, run) -> {
              if (task == rejected) {
                throw full;
              }
              run.run();
            })
        .now(rejected, other);

    assertEquals(new Outcome.Failed<>(full), rejected.outcome());
    assertEquals(TaskState.DONE, other.state());
  }

  /** With a rule it is submitted again, for the next attempt. */
  @Test
  void submit_rejectsOnce_isAskedAgain() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Task<Integer> task =
        Task.builder("t", () -> Task.current().orElseThrow().attempt())
            .retry(Retry.times(2))
            .build();

    Make.defaults()
        .submit(
            (any, run) -> {
              assertSame(task, any);
              if (asked.incrementAndGet() == 1) {
                throw new RejectedExecutionException("full");
              }
              run.run();
            })
        .now(task);

    assertEquals(2, task.get());
    assertEquals(2, asked.get());
    assertInstanceOf(RejectedExecutionException.class, task.attempts().getFirst().cause());
  }

  /** Of a plain executor and one that sees the task the later one holds. */
  @Test
  void submit_andQueue_theLaterOneHolds() throws Exception {
    List<String> used = new ArrayList<>();
    Executor plain =
        run -> {
          used.add("plain");
          run.run();
        };
    TaskExecutor seeing =
        (task, run) -> {
          used.add("seeing");
          run.run();
        };

    Make.defaults().queue(plain).submit(seeing).now(Task.of("t", () -> "value"));
    Make.defaults().submit(seeing).queue(plain).now(Task.of("t", () -> "value"));

    assertEquals(List.of("seeing", "plain"), used);
    assertThrows(NullPointerException.class, () -> Make.defaults().submit(null));
    assertThrows(NullPointerException.class, () -> Make.defaults().queue(null));
  }

  /** A make in the only thread of the same executor has a thread that stands in for it. */
  @Test
  void submit_makeInItsOnlyThread_ends() throws Exception {
    try (ExecutorService pool = singleThread("only")) {
      Make make = Make.defaults().submit((task, run) -> pool.execute(run));
      assertEndsWithin(make, make);
    }
  }

  /** So has one where another value of Make was given the same plain executor. */
  @Test
  void queue_anotherMakeWithTheSameExecutor_ends() throws Exception {
    try (ExecutorService pool = singleThread("only")) {
      assertEndsWithin(Make.defaults().queue(pool), Make.defaults().failFast().queue(pool));
    }
  }

  private static void assertEndsWithin(Make outer, Make inner) throws Exception {
    Task<String> innermost = Task.of("inner", () -> "value");
    FutureTask<List<Task<?>>> run =
        Bounded.background(() -> outer.now(Task.of("outer", () -> inner.get(innermost))));

    run.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);

    assertEquals("value", innermost.get());
  }

  /** A make that stops takes back what no thread has begun. */
  @Test
  void submit_makeStops_takesBackWhatHasNotBegun() throws Exception {
    List<Runnable> kept = Collections.synchronizedList(new ArrayList<>());
    Gate handedOver = new Gate();
    Task<String> task = Task.of("t", () -> "value");
    FutureTask<Boolean> run =
        new FutureTask<>(
            () -> {
              Make.defaults()
                  .submit(
                      (any, runs) -> {
                        kept.add(runs);
                        handedOver.open();
                      })
                  .now(task);
              return Thread.interrupted();
            });
    Thread maker = Thread.ofPlatform().daemon().start(run);
    handedOver.pass();

    maker.interrupt();

    assertTrue(run.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS));
    assertEquals(TaskState.PENDING, task.state());
    kept.forEach(Runnable::run); // finds nothing to do
    assertEquals(TaskState.PENDING, task.state());
  }

  /** With a limit so many at most are at the executor at a time. */
  @Test
  void submit_parallelism_countsThere() {
    AtomicInteger there = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Task<?>> tasks = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Task<Integer> task = Task.of("t" + i, there::decrementAndGet);
      tasks.add(task);
    }
    try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
      Make.defaults()
          .parallelism(2)
          .submit(
              (task, run) -> {
                most.accumulateAndGet(there.incrementAndGet(), Math::max);
                pool.execute(run);
              })
          .now(tasks);
    }

    assertTrue(most.get() <= 2, () -> most + " at a time");
    tasks.forEach(task -> assertEquals(TaskState.DONE, task.state()));
  }
}
