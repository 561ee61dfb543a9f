package io.github.taskloom.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.CancelledException;
import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.event.MakeEvent.AttemptStarted;
import io.github.taskloom.event.MakeEvent.MakeBegan;
import io.github.taskloom.event.MakeEvent.MakeEnded;
import io.github.taskloom.event.MakeEvent.MakePaused;
import io.github.taskloom.event.MakeEvent.MakeResumed;
import io.github.taskloom.event.MakeEvent.MakeStopped;
import io.github.taskloom.event.MakeListenerTest.Way;
import io.github.taskloom.policy.Retry;
import io.github.taskloom.testing.Bounded;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A make is paused, goes on, and is stopped, in each way in which tasks run. */
@Timeout(60)
class MakeControlTest {
  private final EventLog log = new EventLog();
  private final CompletableFuture<MakeControl> control = new CompletableFuture<>();
  private final CountDownLatch paused = new CountDownLatch(1);
  private final AtomicInteger begun = new AtomicInteger();

  private Make listened(Make how) {
    return how.recorder(
        event -> {
          log.onEvent(event);
          if (event instanceof MakeBegan began) {
            control.complete(began.control());
          } else if (event instanceof MakePaused) {
            paused.countDown();
          }
        });
  }

  private MakeControl control() {
    return control.orTimeout(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS).join();
  }

  private Task<?> pausing() {
    return Task.run("pausing", () -> control().pause());
  }

  private List<Task<?>> behind(Task<?> first) {
    return Stream.<Task<?>>generate(() -> Task.run("behind", () -> begun.incrementAndGet()))
        .limit(50)
        .peek(task -> task.require(first))
        .toList();
  }

  private static FutureTask<?> start(Thread.Builder thread, Runnable body) {
    FutureTask<?> running = new FutureTask<>(body, null);
    thread.start(running);
    return running;
  }

  private static void await(FutureTask<?> running) throws Exception {
    running.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  /** Time goes by: what could begin would. */
  private static void makeAnother() {
    for (int i = 0; i < 5; i++) {
      Make.defaults()
          .withThreadPerTask()
          .now(Stream.generate(() -> Task.run("other", () -> {})).limit(50).toList());
    }
  }

  static Stream<Object[]> waysAndCallers() {
    return Stream.of(Way.values()).flatMap(way -> Stream.of(true, false).map(v -> args(way, v)));
  }

  private static Object[] args(Way way, boolean isVirtual) {
    return new Object[] {way, isVirtual};
  }

  private static Thread.Builder caller(boolean isVirtual) {
    return isVirtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
  }

  /** What a paused make has still to begin waits, and begins once it is resumed. */
  @ParameterizedTest
  @MethodSource("waysAndCallers")
  void pause_makeGoesOn_beginsNothingUntilResumed(Way way, boolean isVirtual) throws Exception {
    List<Task<?>> behind = behind(pausing());
    FutureTask<?> make = start(caller(isVirtual), () -> listened(way.make()).now(behind));
    Bounded.await(paused);

    makeAnother();
    assertEquals(0, begun.get());
    assertTrue(control().isPaused());
    assertFalse(make.isDone());
    control().resume();
    await(make);

    assertEquals(50, begun.get());
    assertEquals(List.of(), log.wrong());
    assertEquals(1, log.all(MakeResumed.class).size());
    assertEquals(51, log.all(MakeEnded.class).getFirst().done());
  }

  /** That it goes on is told when it does, not once it has ended. */
  @Test
  void resume_tasksRun_isToldMeanwhile() throws Exception {
    CountDownLatch resumed = new CountDownLatch(1);
    Task<?> behind = Task.run("behind", () -> Bounded.await(resumed));
    behind.require(pausing());
    Make how =
        Make.defaults()
            .listener(
                event -> {
                  if (event instanceof MakeResumed) {
                    resumed.countDown();
                  }
                });
    FutureTask<?> make = start(Thread.ofPlatform().daemon(), () -> listened(how).now(behind));
    Bounded.await(paused);

    control().resume();
    await(make);

    assertEquals(TaskState.DONE, behind.state());
  }

  /** A stop ends a paused make, which begins nothing. */
  @ParameterizedTest
  @MethodSource("waysAndCallers")
  void stop_makeIsPaused_endsIt(Way way, boolean isVirtual) throws Exception {
    List<Task<?>> behind = behind(pausing());
    FutureTask<?> make = start(caller(isVirtual), () -> listened(way.make()).now(behind));
    Bounded.await(paused);

    control().stop("it was stopped by hand");
    await(make);

    assertEquals(0, begun.get());
    assertEquals(TaskState.PENDING, behind.getLast().state());
    assertEquals("it was stopped by hand", log.all(MakeStopped.class).getFirst().why());
    assertEquals(List.of(), log.wrong());
    assertFalse(control().isPaused());
  }

  /** The time of a paused make goes on, and so does an interrupt of its caller. */
  @ParameterizedTest
  @EnumSource
  void timeOrInterrupt_makeIsPaused_endsIt(Way way) throws Exception {
    List<Task<?>> behind = behind(pausing());
    FutureTask<?> timed =
        start(
            Thread.ofPlatform().daemon(),
            () -> listened(way.make().timeout(Duration.ofMillis(30))).now(behind));
    await(timed);
    assertTrue(log.all(MakeStopped.class).getFirst().why().contains("time"));

    MakeControlTest second = new MakeControlTest();
    List<Task<?>> others = second.behind(second.pausing());
    FutureTask<?> make = new FutureTask<>(() -> second.listened(way.make()).now(others), null);
    Thread caller = Thread.ofPlatform().daemon().start(make);
    Bounded.await(second.paused);
    caller.interrupt();
    await(make);

    assertEquals(0, begun.get() + second.begun.get());
    assertEquals("its make was interrupted", second.log.all(MakeStopped.class).getFirst().why());
    assertEquals(List.of(), second.log.wrong());
  }

  /** What runs goes on to its end, and the next attempt waits. */
  @ParameterizedTest
  @EnumSource
  void pause_attemptFails_nextOneWaits(Way way) throws Exception {
    Task<?> flaky =
        Task.builder(
                "flaky",
                () -> {
                  if (begun.incrementAndGet() == 1) {
                    control().pause();
                    throw new IllegalStateException("no");
                  }
                  return null;
                })
            .retry(Retry.times(2).backoff(Duration.ofMillis(1)))
            .build();
    FutureTask<?> make = start(Thread.ofPlatform().daemon(), () -> listened(way.make()).now(flaky));
    Bounded.await(paused);

    makeAnother();
    assertEquals(1, begun.get());
    control().resume();
    await(make);

    assertEquals(2, begun.get());
    assertEquals(TaskState.DONE, flaky.state());
    assertEquals(List.of(), log.wrong());
  }

  /** An executor's thread is not held up: what is queued goes back, and is queued again. */
  @ParameterizedTest
  @CsvSource({"LAYERED,1", "EAGER,1", "LAYERED,5", "EAGER,5", "LAYERED,99", "EAGER,99"})
  void pause_tasksAreQueued_areTakenBack(Order order, int parallelism) throws Exception {
    BlockingQueue<Runnable> commands = new LinkedBlockingQueue<>();
    List<Task<?>> tasks =
        Stream.<Task<?>>generate(() -> Task.run("task", () -> begun.incrementAndGet()))
            .limit(9)
            .toList();
    Task<?> last = Task.run("last", () -> begun.incrementAndGet());
    tasks.forEach(last::require);
    Make how = Make.defaults().order(order).queue(commands::add).parallelism(parallelism);
    FutureTask<?> make = start(Thread.ofPlatform().daemon(), () -> listened(how).now(last));
    Runnable first = commands.poll(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);

    control().pause();
    first.run();
    assertEquals(0, begun.get());
    assertFalse(tasks.stream().anyMatch(task -> task.state() == TaskState.RUNNING));
    control().resume();
    while (!make.isDone()) {
      Runnable command = commands.poll(1, TimeUnit.MILLISECONDS);
      if (command != null) {
        command.run();
      }
    }
    await(make);

    assertEquals(10, begun.get());
    assertEquals(TaskState.DONE, last.state());
  }

  /** A make that has nothing more to begin ends, paused or not, and then hears nothing. */
  @ParameterizedTest
  @EnumSource
  void control_makeIsOver_doesNothing(Way way) {
    Task<?> pausing = pausing();
    listened(way.make()).now(pausing);
    assertFalse(control().isPaused());

    control().pause();
    control().resume();
    control().stop("too late");

    assertFalse(control().isPaused());
    assertEquals(TaskState.DONE, pausing.state());
    assertEquals(List.of(), log.wrong());
    assertEquals(List.of(), log.all(MakeStopped.class));
    assertEquals(List.of(), log.all(MakeResumed.class));
    assertThrows(NullPointerException.class, () -> control().stop(null));
  }

  /** What runs in a make that is stopped by its control is cancelled with the reason given. */
  @ParameterizedTest
  @EnumSource
  void stop_taskRuns_cancelsIt(Way way) throws Exception {
    CountDownLatch runs = new CountDownLatch(1);
    Task<?> waits =
        Task.run(
            "waits",
            () -> {
              runs.countDown();
              new CountDownLatch(1).await();
            });
    FutureTask<?> make = start(Thread.ofPlatform().daemon(), () -> listened(way.make()).now(waits));
    Bounded.await(runs);

    control().stop("it was stopped by hand");
    await(make);

    CancelledException why = assertInstanceOf(CancelledException.class, failure(waits));
    assertTrue(why.getMessage().contains("it was stopped by hand"), why::getMessage);
    assertEquals(List.of(), log.wrong());
  }

  private static Throwable failure(Task<?> task) {
    return assertThrows(Throwable.class, task::get);
  }

  /** However often it is paused and resumed, each task begins once, and none sleeps on. */
  @ParameterizedTest
  @EnumSource
  void pauseAndResume_byTwoThreads_loseNothing(Way way) throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    Runnable disturbs =
        () -> {
          while (!over.get()) {
            control().pause();
            Thread.onSpinWait();
            control().resume();
            LockSupport.parkNanos(1); // else a virtual one keeps the only core from the make's
          }
        };
    FutureTask<?> one = start(Thread.ofPlatform().daemon(), disturbs);
    FutureTask<?> other = start(Thread.ofVirtual(), disturbs);
    List<Task<?>> tasks = behind(Task.run("first", () -> {}));
    Task<?> last = Task.run("last", () -> {});
    tasks.forEach(last::require);

    listened(way.make()).now(last);
    over.set(true);
    await(one);
    await(other);

    assertEquals(50, begun.get());
    assertEquals(52, log.all(AttemptStarted.class).size());
    assertEquals(List.of(), log.wrong());
    List<MakeEvent> changes =
        log.all().stream()
            .filter(event -> event instanceof MakePaused || event instanceof MakeResumed)
            .toList();
    for (int i = 0; i < changes.size(); i++) {
      assertEquals(i % 2 == 0, changes.get(i) instanceof MakePaused);
    }
  }

  /** The make that a function calls goes on: it is what runs. */
  @Test
  void pause_functionMakes_innerGoesOn() throws Exception {
    Task<?> inside = Task.run("inside", () -> {});
    Task<?> outside =
        Task.run(
            "outside",
            () -> {
              control().pause();
              Make.defaults().now(inside);
            });
    List<Task<?>> behind = behind(outside);
    FutureTask<?> make =
        start(Thread.ofPlatform().daemon(), () -> listened(Make.defaults()).now(behind));
    Bounded.await(paused);
    inside.join();

    assertEquals(TaskState.DONE, inside.state());
    control().resume();
    await(make);
    assertEquals(50, begun.get());
  }
}
