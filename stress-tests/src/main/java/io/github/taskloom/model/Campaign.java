package io.github.taskloom.model;

import io.github.taskloom.model.ScenarioRun.Bench;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Many scenarios, one seed after the other, on a few threads at once, until one fails. */
final class Campaign {
  /** How often a scenario may be tried that fails by chance. */
  private static final int TRIES = 40;

  private final Bench bench;
  private final long firstSeed;
  private final long graphs;
  private final long deadline;
  private final Duration shrinking;
  private final AtomicLong next = new AtomicLong();
  private final AtomicReference<@Nullable Failure> failure = new AtomicReference<>();

  /**
   * A campaign over the seeds from {@code firstSeed} on.
   *
   * @param graphs how many, at most
   * @param time for how long, at most
   * @param shrinking how long a failure may be shrunk then
   */
  Campaign(Bench bench, long firstSeed, long graphs, Duration time, Duration shrinking) {
    this.bench = bench;
    this.firstSeed = firstSeed;
    this.graphs = graphs;
    deadline = System.nanoTime() + time.toNanos();
    this.shrinking = shrinking;
  }

  /** Runs; returns the first failure, or null. */
  @Nullable Failure run(int workers) {
    List<Worker> all = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      Worker worker = new Worker();
      all.add(worker);
      Thread.ofPlatform().daemon().name("worker-" + i).start(worker);
    }
    while (failure.get() == null && !all.stream().allMatch(worker -> worker.over)) {
      pause();
      all.forEach(Worker::watch);
    }
    return settledFailure(all);
  }

  /** Others may still be at work on a scenario, or on one that they shrink. */
  private @Nullable Failure settledFailure(List<Worker> all) {
    long end = System.nanoTime() + Duration.ofMillis(bench.limitMillis()).toNanos();
    while (all.stream().anyMatch(worker -> !worker.over) && System.nanoTime() < end) {
      pause();
    }
    return failure.get();
  }

  private static void pause() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while scenarios run", e);
    }
  }

  private final class Worker implements Runnable {
    private volatile long seed;

    /** 0 while no scenario runs. */
    private volatile long since;

    private volatile boolean over;

    @Override
    public void run() {
      try {
        for (long number = next.getAndIncrement();
            number < graphs && failure.get() == null && System.nanoTime() < deadline;
            number = next.getAndIncrement()) {
          seed = firstSeed + number;
          since = System.nanoTime();
          run(Generator.scenario(seed));
          since = 0;
        }
      } catch (Throwable broken) { // of the runner itself
        Violation violation = new Violation("the runner failed with " + broken);
        violation.initCause(broken);
        Scenario scenario = Generator.scenario(seed);
        failure.compareAndSet(null, Failure.whole(seed, scenario, violation, ""));
      } finally {
        over = true;
      }
    }

    private void run(Scenario scenario) {
      Violation violation = violation(scenario, bench);
      if (violation == null) {
        return;
      }
      String threads = violation.isHang() ? ThreadDump.text() : "";
      since = System.nanoTime(); // shrinking takes its own time
      failure.compareAndSet(null, shrunk(seed, scenario, violation, threads));
    }

    /** The model's own part, and what the calling thread does itself, is bounded here. */
    void watch() {
      long begun = since;
      long limit = Duration.ofMillis(4 * bench.limitMillis()).toNanos();
      if (begun != 0 && System.nanoTime() - begun > limit) {
        Scenario scenario = Generator.scenario(seed);
        Violation violation = new Violation("the scenario does not end", true);
        String threads = ThreadDump.text();
        failure.compareAndSet(null, Failure.whole(seed, scenario, violation, threads));
      }
    }
  }

  private Failure shrunk(long seed, Scenario scenario, Violation violation, String threads) {
    Bench quick =
        new Bench(
            bench.models(),
            bench.subjects(),
            bench.pools(),
            new Tally(),
            Math.min(bench.limitMillis(), 2_000));
    AtomicReference<Violation> last = new AtomicReference<>(violation);
    Predicate<Scenario> fails =
        candidate -> {
          for (int i = 0; i < TRIES; i++) {
            Violation found = violation(candidate, quick);
            if (found != null) {
              last.set(found); // whatever fails is what is shrunk further
              return true;
            }
          }
          return false;
        };
    Scenario shrunk = new Shrinker(fails, shrinking).shrunk(scenario);
    return new Failure(
        seed, scenario, violation, shrunk, Objects.requireNonNull(last.get()), threads);
  }

  private static @Nullable Violation violation(Scenario scenario, Bench bench) {
    try {
      ScenarioRun.run(scenario, bench);
      return null;
    } catch (Violation violation) {
      return violation;
    }
  }
}
