package io.github.taskloom.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.CancelledException;
import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.PrerequisiteException;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.event.MakeEvent.AttemptEnded;
import io.github.taskloom.event.MakeEvent.AttemptStarted;
import io.github.taskloom.event.MakeEvent.MakeBegan;
import io.github.taskloom.event.MakeEvent.MakeEnded;
import io.github.taskloom.event.MakeEvent.MakeStopped;
import io.github.taskloom.event.MakeEvent.TaskSettled;
import io.github.taskloom.fsm.Registration;
import io.github.taskloom.policy.Retry;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import io.github.taskloom.testkit.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What listeners of makes are told, in each way in which tasks run. */
@Timeout(60)
class MakeListenerTest {
  private static final ExecutorService EXECUTOR = Executors.newVirtualThreadPerTaskExecutor();

  /** How tasks run. */
  enum Way {
    LAYERED,
    EAGER,
    THREAD_EACH,
    FEW,
    ONE,
    EXECUTOR,
    FEW_IN_EXECUTOR,
    LIMIT,
    MAY_ABANDON;

    private static final Duration HOUR = Duration.ofHours(1);

    Make make() {
      Make how = Make.defaults();
      return switch (this) {
        case LAYERED -> how;
        case EAGER -> how.order(Order.EAGER);
        case THREAD_EACH -> how.withThreadPerTask();
        case FEW -> how.parallelism(2);
        case ONE -> how.parallelism(1);
        case EXECUTOR -> how.queue(MakeListenerTest.EXECUTOR);
        case FEW_IN_EXECUTOR -> how.queue(MakeListenerTest.EXECUTOR).parallelism(2);
        case LIMIT -> how.timeout(HOUR);
        case MAY_ABANDON -> how.timeout(HOUR).abandonAfter(Duration.ofMinutes(1));
      };
    }

    boolean queues() {
      return this == EXECUTOR || this == FEW_IN_EXECUTOR;
    }
  }

  private final EventLog log = new EventLog();

  private static List<Task<?>> randomGraph(Random random) {
    List<Task<?>> tasks = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      int number = i;
      Task<?> task =
          Task.builder(
                  "t" + number,
                  () -> {
                    if (number % 7 == 3) {
                      throw new IllegalStateException("no");
                    }
                    return number;
                  })
              .retry(Retry.times(1 + number % 2))
              .build();
      for (int edges = random.nextInt(4); edges > 0 && i > 0; edges--) {
        task.require(tasks.get(random.nextInt(i)));
      }
      tasks.add(task);
    }
    return tasks;
  }

  /** All events of a make are in order, whatever becomes of the tasks. */
  @ParameterizedTest
  @EnumSource
  void listener_randomGraph_isToldInOrder(Way way) {
    long seed = System.nanoTime();
    List<Task<?>> tasks = randomGraph(new Random(seed));

    way.make().recorder(log).now(tasks);

    assertEquals(List.of(), log.wrong(), () -> "seed " + seed);
    MakeBegan began = log.all(MakeBegan.class).getFirst();
    assertEquals(tasks, began.goals());
    assertEquals(60, began.tasks());
    MakeEnded ended = log.all(MakeEnded.class).getFirst();
    assertEquals(60, ended.done() + ended.failed() + ended.cancelled(), () -> "seed " + seed);
    assertEquals(0, ended.dropped());
    for (Task<?> task : tasks) {
      List<String> told = log.of(task);
      assertEquals("settled " + task.state(), told.getLast(), () -> "seed " + seed);
      boolean hasRun = told.contains("started 1");
      assertEquals(way.queues() && hasRun, told.contains("queued"), () -> task + ", seed " + seed);
    }
  }

  /** The smallest make: each field of each event. */
  @ParameterizedTest
  @EnumSource
  void listener_twoTasks_isToldAll(Way way) throws Exception {
    Task<String> first = Task.of("first", () -> Thread.currentThread().threadId() + "");
    Task<String> second = first.then("second", text -> text);

    way.make().recorder(log).now(second);

    MakeBegan began = log.all(MakeBegan.class).getFirst();
    assertEquals(List.of(second), began.goals());
    assertEquals(2, began.tasks());
    assertEquals(1, began.edges());
    assertEquals(2, began.layers());
    assertEquals(began.nanos(), began.make().beganNanos());
    assertEquals(began.make().began(), began.time());
    assertEquals(0, began.make().parent());
    assertNull(began.make().parentTask());
    List<AttemptStarted> started = log.all(AttemptStarted.class);
    assertEquals(List.of(first, second), started.stream().map(AttemptStarted::task).toList());
    assertEquals(second.get(), "" + started.getFirst().threadId());
    assertTrue(started.getFirst().readySince() - began.nanos() >= 0);
    assertTrue(started.getFirst().nanos() - started.getFirst().readySince() >= 0);
    AttemptEnded ended = log.all(AttemptEnded.class).getFirst();
    assertEquals(started.getFirst().nanos(), ended.startedNanos());
    assertEquals(Duration.ofNanos(ended.nanos() - ended.startedNanos()), ended.duration());
    assertNull(ended.cause());
    assertNull(ended.nextIn());
    assertTrue(started.getLast().readySince() - ended.nanos() >= 0);
    assertEquals(List.of(), log.wrong());
  }

  /** An attempt that another one follows says so, and when that comes. */
  @ParameterizedTest
  @EnumSource
  void listener_attemptFails_isToldWhenTheNextOneComes(Way way) {
    AtomicInteger runs = new AtomicInteger();
    Task<?> flaky =
        Task.builder(
                "flaky",
                () -> {
                  if (runs.incrementAndGet() < 3) {
                    throw new IllegalStateException("run " + runs);
                  }
                  return null;
                })
            .retry(Retry.times(3).backoff(Duration.ofMillis(2)))
            .build();

    way.make().recorder(log).now(flaky);

    assertEquals(List.of(), log.wrong());
    List<AttemptEnded> ended = log.all(AttemptEnded.class);
    assertEquals(
        List.of(TaskState.FAILED, TaskState.FAILED, TaskState.DONE),
        ended.stream().map(AttemptEnded::state).toList());
    assertEquals("run 1", assertInstanceOf(Throwable.class, ended.getFirst().cause()).getMessage());
    Duration next = assertInstanceOf(Duration.class, ended.getFirst().nextIn());
    assertTrue(next.compareTo(Duration.ofMillis(2)) <= 0, () -> "next in " + next);
    assertNull(ended.getLast().nextIn());
  }

  /** What does not run is settled by a task, and says by which. */
  @Test
  void listener_prerequisiteFails_namesIt() {
    Task<?> fails =
        Task.run(
            "fails",
            () -> {
              throw new IllegalStateException("no");
            });
    Task<?> behind = Task.run("behind", () -> {});
    behind.require(fails);
    Task<?> cancelled = Task.run("cancelled", () -> {});
    cancelled.cancel("not today");

    Make.defaults().recorder(log).now(behind, cancelled);

    assertEquals(List.of("ready", "settled FAILED"), log.of(behind));
    TaskSettled settled = log.all(TaskSettled.class).getLast();
    assertSame(fails, settled.blocker());
    assertInstanceOf(PrerequisiteException.class, settled.why());
    assertEquals(List.of(), log.of(cancelled)); // it had settled before
    MakeEnded ended = log.all(MakeEnded.class).getFirst();
    assertEquals(List.of(0L, 2L, 0L), List.of(ended.done(), ended.failed(), ended.cancelled()));
  }

  /** A stop is told once, with its reason, before what it cancels. */
  @ParameterizedTest
  @EnumSource
  void listener_makeIsInterrupted_isToldWhy(Way way) throws Exception {
    CountDownLatch runs = new CountDownLatch(1);
    Task<?> waits =
        Task.run(
            "waits",
            () -> {
              runs.countDown();
              new CountDownLatch(1).await();
            });
    Task<?> next = Task.run("next", () -> {});
    next.require(waits);
    FutureTask<Object> make = new FutureTask<>(() -> way.make().recorder(log).now(next), null);
    Thread maker = Thread.ofPlatform().daemon().start(make);
    Bounded.await(runs);

    maker.interrupt();
    make.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);

    assertEquals(List.of(), log.wrong());
    MakeStopped stopped = log.all(MakeStopped.class).getFirst();
    assertEquals("its make was interrupted", stopped.why());
    TaskSettled settled = log.all(TaskSettled.class).getFirst();
    assertInstanceOf(CancelledException.class, settled.why());
    assertEquals(1, log.all(MakeEnded.class).getFirst().cancelled());
    assertFalse(log.of(next).contains("started 1"));
  }

  /** The other reasons to stop. */
  @Test
  void listener_makeFailsFastOrIsTimedOut_isToldWhy() throws Exception {
    Task<?> fails =
        Task.run(
            "fails",
            () -> {
              throw new IllegalStateException("no");
            });
    Gate gate = new Gate();
    Task<?> waits = Task.run("waits", gate::pass);
    VirtualClock clock = new VirtualClock();
    Duration limit = Duration.ofMinutes(5);

    Make.defaults().failFast().recorder(log).now(fails);
    assertEquals("its make fails fast", log.all(MakeStopped.class).getFirst().why());
    CompletableFuture<?> timed =
        Make.defaults().timeout(limit).clock(clock).recorder(log).later(waits);
    gate.awaitEntered();
    clock.advance(limit);
    timed.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);

    assertEquals("the time of its make, PT5M, was up", log.all(MakeStopped.class).get(1).why());
    assertEquals(TaskState.FAILED, waits.state());
  }

  /** A make that a function calls knows which make and task that is. */
  @ParameterizedTest
  @EnumSource
  void listener_nestedMake_knowsItsParent(Way way) {
    EventLog inner = new EventLog();
    Task<?> inside = Task.run("inside", () -> {});
    Task<?> outside = Task.run("outside", () -> Make.defaults().recorder(inner).now(inside));

    way.make().recorder(log).now(outside);

    MakeId outer = log.all().getFirst().make();
    MakeId nested = inner.all().getFirst().make();
    assertEquals(outer.number(), nested.parent());
    assertSame(outside, nested.parentTask());
    assertEquals(List.of(), inner.wrong());
  }

  /** A stage runs without a thread, and its attempt lasts until it completes. */
  @Test
  void listener_stage_endsWithIt() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    Task<String> asks = Task.async("asks", () -> stage);
    Task<?> completes = Task.run("completes", () -> stage.complete("x"));

    Make.defaults().order(Order.EAGER).recorder(log).now(asks, completes);

    assertEquals(List.of(), log.wrong());
    assertEquals(List.of("ready", "started 1", "ended 1 DONE", "settled DONE"), log.of(asks));
  }

  /** What a listener throws is its own, and it is told what follows. */
  @Test
  void listener_throws_isToldAllTheSame() {
    AtomicInteger told = new AtomicInteger();
    Make make =
        Make.defaults()
            .recorder(
                event -> {
                  told.incrementAndGet();
                  Thread.currentThread().interrupt();
                  throw new AssertionError("of the listener");
                });

    assertEquals(1, make.get(Task.of("one", () -> 1)));
    assertEquals(2, make.get(Task.of("two", () -> 2)));

    assertEquals(12, told.get());
  }

  /** A listener that never returns holds up nothing; what it misses is counted for it. */
  @Test
  void listener_neverReturns_holdsUpNothing() throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CompletableFuture<MakeEnded> end = new CompletableFuture<>();
    AtomicInteger told = new AtomicInteger();
    List<Task<?>> tasks =
        IntStream.range(0, 40_000)
            .<Task<?>>mapToObj(i -> Task.of("t", () -> null))
            .collect(Collectors.toCollection(ArrayList::new));
    for (int i = 0; i < 10; i++) { // a layer whose events find no room
      Task<?> behind = Task.of("behind", () -> null);
      behind.require(tasks.getFirst());
      tasks.add(behind);
    }
    Make make =
        Make.defaults()
            .listener(
                event -> {
                  told.incrementAndGet();
                  first.countDown();
                  Bounded.awaitUninterrupted(goOn);
                  if (event instanceof MakeEnded ended) {
                    end.complete(ended);
                  }
                })
            .listener(log);

    make.now(tasks);
    Bounded.await(first);
    goOn.countDown();

    MakeEnded ended = end.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertEquals(40_010, ended.done());
    assertTrue(ended.dropped() > 0, "nothing was dropped");
    assertEquals(2 + 4 * 40_010, told.get() + ended.dropped());
  }

  /** A recorder has all events told before its make returns. */
  @Test
  void recorder_slow_hasAll() {
    AtomicInteger told = new AtomicInteger();
    List<Task<?>> tasks =
        IntStream.range(0, 100_000).<Task<?>>mapToObj(i -> Task.of("t", () -> null)).toList();

    Make.defaults().recorder(event -> told.incrementAndGet()).now(tasks);

    assertEquals(2 + 4 * 100_000, told.get());
  }

  /** A recorder that makes with itself does not wait for itself. */
  @Test
  void recorder_makesFromWithin_isNotWaitedForByItself() {
    AtomicInteger makes = new AtomicInteger();
    Make[] make = new Make[1];
    make[0] =
        Make.defaults()
            .recorder(
                event -> {
                  if (event instanceof MakeEnded && makes.incrementAndGet() == 1) {
                    make[0].now(Task.of("inside", () -> null));
                  }
                });

    make[0].now(Task.of("outside", () -> null));

    Bounded.until(() -> makes.get() == 2);
  }

  /** One for all makes of the JVM, until it is taken back. */
  @Test
  void listenEverywhere_makeBegins_isTold() {
    Task<?> task = Task.run("everywhere", () -> {});
    Task<?> later = Task.run("later", () -> {});

    try (Registration listening = Make.listenEverywhere(log)) {
      assertNotNull(listening);
      Make.defaults().now(task);
      Bounded.until(() -> log.of(task).size() == 4);
    }
    Make.defaults().recorder(event -> {}).now(later);

    assertEquals(List.of(), log.of(later));
  }

  @Test
  void listener_null_isRefused() {
    assertThrows(NullPointerException.class, () -> Make.defaults().listener(null));
    assertThrows(NullPointerException.class, () -> Make.defaults().recorder(null));
    assertThrows(NullPointerException.class, () -> Make.listenEverywhere(null));
  }
}
