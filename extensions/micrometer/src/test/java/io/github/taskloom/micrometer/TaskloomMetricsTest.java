package io.github.taskloom.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.Task;
import io.github.taskloom.Tasks;
import io.github.taskloom.policy.Retry;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.cumulative.CumulativeTimer;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is at work and what waits, as gauges tell it; waits and retries. */
@Timeout(60)
class TaskloomMetricsTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  private double gauge(String name) {
    return meters.get(name).gauge().value();
  }

  /** For what is told by a thread of the engine's. */
  private static void until(BooleanSupplier condition) {
    Deaf.until(condition);
  }

  private static Runnable next(BlockingQueue<Runnable> queued) throws InterruptedException {
    return Objects.requireNonNull(queued.poll(20, TimeUnit.SECONDS));
  }

  private static Task<Object> held(String name, CountDownLatch release) {
    return Task.of(
        name,
        () -> {
          assertTrue(release.await(20, TimeUnit.SECONDS));
          return "value";
        });
  }

  /** What runs and what waits is counted while it does, and nothing of it is left. */
  @Test
  void gauges_whileAMakeGoesOn_countIt() throws Exception {
    TaskloomMetrics metrics = TaskloomMetrics.of("m");
    metrics.bindTo(meters);
    metrics.bindTo(meters); // which changes nothing
    BlockingQueue<Runnable> queued = new LinkedBlockingQueue<>();
    Make make = metrics.applyTo(Make.defaults()).queue(queued::add);
    CountDownLatch release = new CountDownLatch(1);
    Task<Object> first = held("first", release);
    Task<Object> behind = Task.of("behind", () -> "value");
    behind.require(first);

    CompletableFuture<List<Task<?>>> made = make.later(first, held("second", release), behind);
    until(() -> gauge("taskloom.tasks.ready") == 2);
    assertEquals(0, gauge("taskloom.tasks.running"));
    assertEquals(1, gauge("taskloom.makes.running"));
    Thread worker = Thread.ofPlatform().daemon().start(next(queued));
    until(() -> gauge("taskloom.tasks.running") == 1 && gauge("taskloom.tasks.ready") == 1);

    release.countDown();
    assertTrue(worker.join(Duration.ofSeconds(20)));
    next(queued).run();
    next(queued).run();
    made.get(20, TimeUnit.SECONDS);

    until(() -> gauge("taskloom.makes.running") == 0);
    assertEquals(0, gauge("taskloom.tasks.ready"));
    assertEquals(0, gauge("taskloom.tasks.running"));
    assertEquals(3, meters.get("taskloom.task.wait").tags("make", "m").timer().count());
    assertTrue(
        meters.get("taskloom.task.wait").timer().max(TimeUnit.NANOSECONDS) > 0,
        "the second has waited for the first");
    assertEquals(0, meters.get("taskloom.task.retries").counter().count());
  }

  /** Further attempts count as retries, and wait for no thread. */
  @Test
  void retries_ofATask_areCounted() {
    TaskloomMetrics metrics = TaskloomMetrics.of("m");
    metrics.bindTo(meters);
    Task<String> task =
        Task.builder(
                "t",
                () -> {
                  if (Task.current().orElseThrow().attempt() < 3) {
                    throw new IOException("no route");
                  }
                  return "value";
                })
            .retry(Retry.times(3))
            .build();

    metrics.applyTo(Make.defaults()).now(task);

    until(() -> meters.get("taskloom.task.retries").counter().count() == 2);
    until(() -> gauge("taskloom.makes.running") == 0);
    assertEquals(1, meters.get("taskloom.task.wait").timer().count());
    assertEquals(0, gauge("taskloom.tasks.running"));
  }

  /** What is blocked never runs, and is not counted as if it waited. */
  @Test
  void gauges_blockedTasks_areNotLeft() throws Exception {
    TaskloomMetrics metrics = TaskloomMetrics.of("m");
    metrics.bindTo(meters);
    CountDownLatch release = new CountDownLatch(1);
    Task<String> fails =
        Task.of(
            "fails",
            () -> {
              throw new IOException("no route");
            });
    Task<String> blocked = fails.then("blocked", text -> text);
    Task<Object> last = held("last", release);

    CompletableFuture<List<Task<?>>> made =
        metrics.applyTo(Make.defaults().order(Order.EAGER)).later(blocked, last);
    until(blocked::isSettled);
    until(() -> gauge("taskloom.tasks.ready") == 0 && gauge("taskloom.tasks.running") == 1);

    release.countDown();
    made.get(20, TimeUnit.SECONDS);
  }

  /** All makes of the JVM, until it is closed. */
  @Test
  void ofAllMakes_untilItIsClosed_countsThem() {
    TaskloomMetrics metrics = TaskloomMetrics.ofAllMakes();
    Make make = Make.defaults();
    assertSame(make, metrics.applyTo(make));
    make.now(Task.of("before", () -> "value"));
    try (metrics) {
      metrics.bindTo(meters);
      make.now(Task.of("one", () -> "value"), Task.of("two", () -> "value"));
      until(() -> meters.get("taskloom.task.wait").tags("make", "all").timer().count() == 2);
    }
    SimpleMeterRegistry after = new SimpleMeterRegistry();
    TaskloomMetrics mark = TaskloomMetrics.of("mark");
    mark.bindTo(after);

    mark.applyTo(make).now(Task.of("after", () -> "value"));

    until(() -> after.get("taskloom.task.wait").timer().count() == 1);
    assertEquals(2, meters.get("taskloom.task.wait").timer().count());
  }

  /** Functions that were left behind. */
  @Test
  void abandoned_whileItGoesOn_isCounted() {
    TaskloomMetrics.of("m").bindTo(meters);
    CountDownLatch release = new CountDownLatch(1);
    AtomicBoolean hasBegun = new AtomicBoolean();
    Make watched =
        Make.defaults()
            .around(
                (task, next) -> {
                  hasBegun.set(true);
                  return next.call();
                });
    until(() -> Tasks.abandoned() == 0); // of other tests

    // On a busy machine the time may be up before the function begins, which is not called then.
    for (long millis = 20; !hasBegun.get(); millis *= 4) {
      assertTrue(millis < 40_000);
      watched.now(Deaf.task(Duration.ofMillis(millis), release));
      until(() -> hasBegun.get() || Tasks.abandoned() == 0);
    }

    assertEquals(1, gauge("taskloom.tasks.abandoned"));
    release.countDown();
    until(() -> Tasks.abandoned() == 0);
    assertEquals(0, gauge("taskloom.tasks.abandoned"));
  }

  /** More events than are kept for a slow listener: the gauges are right again at its end. */
  @Test
  void dropped_moreThanIsKept_areCountedAndLeaveNothing() {
    TaskloomMetrics metrics = TaskloomMetrics.of("m");
    CountDownLatch release = new CountDownLatch(1);
    metrics.bindTo(new Slow(release));
    metrics.bindTo(meters);

    metrics
        .applyTo(Make.defaults())
        .now(IntStream.range(0, 40_000).mapToObj(i -> Task.of(() -> "value")).toList());
    release.countDown();

    until(() -> meters.get("taskloom.events.dropped").counter().count() > 0);
    until(() -> gauge("taskloom.makes.running") == 0);
    assertEquals(0, gauge("taskloom.tasks.ready"));
    assertEquals(0, gauge("taskloom.tasks.running"));
  }

  /** A registry whose timers wait for a latch. */
  private static final class Slow extends SimpleMeterRegistry {
    private final CountDownLatch release;

    Slow(CountDownLatch release) {
      this.release = release;
    }

    @Override
    protected Timer newTimer(
        Meter.Id id, DistributionStatisticConfig histogram, PauseDetector pauses) {
      return new CumulativeTimer(id, Clock.SYSTEM, histogram, pauses, TimeUnit.SECONDS, false) {
        @Override
        protected void recordNonNegative(long amount, TimeUnit unit) {
          try {
            assertTrue(release.await(20, TimeUnit.SECONDS));
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        }
      };
    }
  }

  /** What a Prometheus server reads. */
  @Test
  void prometheus_scrape_hasTheMeters() {
    PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    MeterRegistry registry = prometheus;
    TaskloomMetrics metrics = TaskloomMetrics.of("nightly \"run\"\n");
    metrics.bindTo(registry);

    metrics.applyTo(Make.defaults()).now(Task.of("t", () -> "value"));

    String label = "{make=\"nightly \\\"run\\\"\\n\"}";
    until(() -> prometheus.scrape().contains("taskloom_task_wait_seconds_count" + label + " 1"));
    String scraped = prometheus.scrape();
    assertTrue(scraped.contains("taskloom_tasks_running" + label), scraped);
    assertTrue(scraped.contains("taskloom_tasks_abandoned "), scraped);
    assertTrue(scraped.contains("taskloom_task_retries_total" + label + " 0.0"), scraped);
  }
}
