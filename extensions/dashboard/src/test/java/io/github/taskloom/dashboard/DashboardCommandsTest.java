package io.github.taskloom.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.dashboard.internal.live.Limits;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a page may do with makes and tasks. */
class DashboardCommandsTest {
  private static final Duration LONG = Duration.ofSeconds(LiveClient.SECONDS);

  /** Changes come sooner: tests wait for them. */
  private static final Limits QUICK = new Limits(8, 8, LONG, LONG, Duration.ofMillis(20), LONG);

  /** With a recording of its own: tests in the same JVM make tasks, too. */
  private static Dashboard open(Recording recording) throws IOException {
    return Dashboard.builder().recording(recording).limits(QUICK).open();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(LONG.toSeconds(), TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits for what another thread does next. */
  private static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + LONG.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "did not come true");
      Thread.onSpinWait();
    }
  }

  /** Nothing new starts in a make that is paused; it goes on when it is resumed. */
  @Test
  void pauseAndResume_ofAMake_holdWhatHasNotStarted() throws Exception {
    Recording recording = new Recording();
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Task<Integer> first =
        Task.of(
            "first",
            () -> {
              started.countDown();
              await(go);
              return 1;
            });
    Task<Integer> second = first.then("second", value -> value + 1);
    try (Dashboard dashboard = open(recording);
        LiveClient client = new LiveClient(dashboard)) {
      var made = Make.defaults().listener(recording).later(List.of(second));
      await(started);
      long make =
          client
              .until(data -> data.get("makes").size() == 1)
              .data()
              .get("makes")
              .get(0)
              .get("number")
              .asLong();

      assertEquals(204, client.command("pause", make).statusCode());
      client.until(data -> data.get("makes").path(0).path("paused").asBoolean());
      go.countDown();
      client.untilTask(0, "D");
      assertEquals(TaskState.PENDING, second.state());

      assertEquals(204, client.command("resume", make).statusCode());
      made.get(LiveClient.SECONDS, TimeUnit.SECONDS);
      assertEquals(TaskState.DONE, second.state());
      client.untilTask(1, "D");
      until(() -> recording.recorder().control(make) == null);
      var late = client.command("pause", make);
      assertEquals(409, late.statusCode());
      assertEquals("Make " + make + " is not going on.", late.body());
    }
  }

  /** What runs is cancelled, and the make ends with the reason. */
  @Test
  void stop_ofAMake_cancelsWhatRuns() throws Exception {
    Recording recording = new Recording();
    Task<Integer> endless =
        Task.of(
            "endless",
            () -> {
              Thread.sleep(LONG.multipliedBy(10));
              return 1;
            });
    try (Dashboard dashboard = open(recording);
        LiveClient client = new LiveClient(dashboard)) {
      var made = Make.defaults().listener(recording).later(List.of(endless));
      client.untilTask(0, "R");
      long make = recording.recorder().data("").makes().get(0).number();
      assertEquals(204, client.command("stop", make).statusCode());
      made.handle((tasks, failure) -> 0).get(LiveClient.SECONDS, TimeUnit.SECONDS);
      assertEquals(TaskState.CANCELLED, endless.state());
      client.until(data -> data.toString().contains("it was stopped on its live page"));
    }
  }

  /** One task is cancelled; one that has settled is not, and the answer says so. */
  @Test
  void cancel_ofATask_cancelsItOnce() throws Exception {
    Recording recording = new Recording();
    Task<Integer> endless =
        Task.of(
            "endless",
            () -> {
              Thread.sleep(LONG.multipliedBy(10));
              return 1;
            });
    try (Dashboard dashboard = open(recording);
        LiveClient client = new LiveClient(dashboard)) {
      var made = Make.defaults().listener(recording).later(List.of(endless));
      client.untilTask(0, "R");
      long make = recording.recorder().data("").makes().get(0).number();
      assertEquals(204, client.command("cancel", make, 0).statusCode());
      made.get(LiveClient.SECONDS, TimeUnit.SECONDS);
      assertEquals(TaskState.CANCELLED, endless.state());

      var again = client.command("cancel", make, 0);
      assertEquals(409, again.statusCode());
      assertEquals("Task 'endless' is CANCELLED already.", again.body());
      assertEquals(409, client.command("cancel", make, 7).statusCode(), "there is no such row");
    }
  }

  /** A failed task is tried again, and what it kept from running runs, in a new make. */
  @Test
  void retry_ofAFailedTask_makesTheRest() throws Exception {
    Recording recording = new Recording();
    AtomicBoolean isMended = new AtomicBoolean();
    AtomicInteger runs = new AtomicInteger();
    Task<Integer> done = Task.of("done", runs::incrementAndGet);
    Task<Integer> flaky =
        done.then(
            "flaky",
            value -> {
              if (!isMended.get()) {
                throw new IllegalStateException("not yet");
              }
              return 1;
            });
    Task<Integer> last = flaky.then("last", value -> value + 1);
    try (Dashboard dashboard = open(recording);
        LiveClient client = new LiveClient(dashboard)) {
      Make.defaults().listener(recording).now(last);
      client.untilTask(2, "F");
      long make = recording.recorder().data("").makes().get(0).number();
      var settled = client.command("retry", make, 0);
      assertEquals(409, settled.statusCode());
      assertTrue(settled.body().contains("done"), settled.body());

      assertEquals(204, client.command("retry", make, 1).statusCode());
      client.untilTask(5, "F"); // in a make of its own, with rows of its own
      assertEquals(TaskState.FAILED, last.state());

      isMended.set(true);
      assertEquals(204, client.command("retry", make).statusCode(), "all that has failed");
      client.untilTask(8, "D");
      assertEquals(TaskState.DONE, last.state());
      assertEquals(1, runs.get());
      var nothing = client.command("retry", make);
      assertEquals(409, nothing.statusCode());
      assertEquals("Of make " + make + " nothing has failed.", nothing.body());
    }
  }

  /** Who opens the dashboard says how tasks are made again. */
  @Test
  void retrying_givenAFunction_isGivenTheGoals() throws Exception {
    Recording recording = new Recording();
    CompletableFuture<List<Task<?>>> asked = new CompletableFuture<>();
    Task<Integer> failing =
        Task.of(
            "failing",
            () -> {
              throw new IllegalStateException("always");
            });
    try (Dashboard dashboard =
            Dashboard.builder().recording(recording).retrying(asked::complete).open();
        LiveClient client = new LiveClient(dashboard)) {
      Make.defaults().listener(recording).now(failing);
      client.untilTask(0, "F");
      long make = recording.recorder().data("").makes().get(0).number();
      assertEquals(204, client.command("retry", make, 0).statusCode());
      assertEquals(List.of(failing), asked.get(LiveClient.SECONDS, TimeUnit.SECONDS));
      assertEquals(TaskState.PENDING, failing.state());
    }
  }

  /**
   * The make in which a task has failed may settle what is behind it after the task was tried
   * again: that is reopened, and made once more.
   */
  @Test
  void retry_makeSettlesDependentAfterIt_isMadeOnceMore() throws Exception {
    Recording recording = new Recording();
    AtomicBoolean isMended = new AtomicBoolean();
    Task<Integer> flaky =
        Task.of(
            "flaky",
            () -> {
              if (!isMended.get()) {
                throw new IllegalStateException("not yet");
              }
              return 1;
            });
    Task<Integer> last = flaky.then("last", value -> value + 1);
    List<List<Task<?>>> asked = new CopyOnWriteArrayList<>();
    CountDownLatch twice = new CountDownLatch(2);
    Consumer<List<Task<?>>> again =
        goals -> {
          asked.add(goals);
          Make.defaults().now(goals);
          if (isMended.compareAndSet(false, true)) { // as if the make before had been that late
            assertEquals(TaskState.FAILED, last.state());
            flaky.retry();
          }
          twice.countDown();
        };
    try (Dashboard dashboard =
            Dashboard.builder().recording(recording).retrying(again).limits(QUICK).open();
        LiveClient client = new LiveClient(dashboard)) {
      Make.defaults().listener(recording).now(last);
      client.untilTask(1, "F");
      long make = recording.recorder().data("").makes().get(0).number();
      assertEquals(204, client.command("retry", make, 0).statusCode());
      await(twice);
      assertEquals(List.of(List.of(last), List.of(last)), asked);
      assertEquals(2, last.get());
    }
  }

  /** A row of before a renumbering is not taken for another task. */
  @Test
  void command_forARowOfAnOldSnapshot_isRefused() throws Exception {
    Recording recording = Recording.keeping(1);
    Make make = Make.defaults().recorder(recording);
    try (Dashboard dashboard = open(recording);
        LiveClient client = new LiveClient(dashboard)) {
      client.next();
      var old =
          """
          {"do":"cancel","make":1,"task":0,"epoch":0}""";
      make.now(Task.of("first", () -> 1));
      assertTrue(client.post(old).body().contains("DONE"));
      make.now(Task.of("second", () -> 1));
      recording.recorder().data(""); // drops the first
      client.until(data -> data.at("/tasks/name").toString().equals("[\"second\"]"));
      var answer = client.post(old);
      assertEquals(409, answer.statusCode());
      assertTrue(answer.body().contains("not up to date"), answer.body());
    }
  }
}
