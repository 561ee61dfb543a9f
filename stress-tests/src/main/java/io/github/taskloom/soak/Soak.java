package io.github.taskloom.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Loads the engine for minutes and looks for what piles up; the command {@code soak}. */
@Command(
    name = "stress-tests/soak",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Makes random graphs from platform and virtual threads at once: many small ones, few huge ones,",
      "with failures, cancels, interrupts and retries, in both orders, on workers, executors and a",
      "thread per task. Every task is looked at after each make. From time to time all is quiet, and",
      "the live heap and the threads are counted."
    },
    footer = {
      "",
      "Exit code 1 if a make takes too long, a task is left RUNNING or in a wrong state, a function",
      "runs twice within an attempt, or if the live heap or the threads grow after the warm-up: two",
      "minutes, or a third of a shorter run."
    })
public final class Soak implements Callable<Integer> {
  private static final Duration MOST_WARM_UP = Duration.ofMinutes(2);
  private static final int PLATFORM_MAKERS = 4;
  private static final int VIRTUAL_MAKERS = 8;

  @Option(names = "--minutes", paramLabel = "N", description = "How long (default: 10).")
  private double minutes = 10;

  @Option(
      names = "--limit",
      paramLabel = "S",
      description = "How long a round of makes may take, in seconds (default: 60).")
  private int limit = 60;

  @Option(names = "--seed", paramLabel = "N", description = "For the graphs (default: random).")
  private @Nullable Long seed;

  private final Violations violations = new Violations();
  private final ReadWriteLock quiet = new ReentrantReadWriteLock(true); // fair: silence comes soon
  private final LongAdder makes = new LongAdder();
  private final LongAdder tasks = new LongAdder();
  private final List<Maker> makers = new ArrayList<>();
  private long begin;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Soak()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    long first = seed == null ? new Random().nextLong() : seed;
    System.out.printf(
        "soak: %s minutes, heap of %d MiB, JDK %s, seed %d%n",
        minutes, Runtime.getRuntime().maxMemory() >> 20, Runtime.version(), first);
    begin = System.nanoTime();
    start(new SplittableRandom(first));
    watch();
    makers.forEach(Maker::stop);
    System.out.printf(
        "soak: %d makes (%d per second), %d tasks, %d violations%n",
        makes.sum(), perSecond(elapsed()), tasks.sum(), violations.count());
    if (violations.count() == 0) {
      return 0;
    }
    violations.shown().forEach(System.out::println);
    System.out.println(Vitals.dump());
    return 1;
  }

  private void start(SplittableRandom seeds) {
    var executor = Executors.newFixedThreadPool(3, Thread.ofPlatform().daemon().factory());
    var shared = new Maker.Shared(violations, quiet, executor, new Semaphore(1), makes, tasks);
    for (int i = 0; i < PLATFORM_MAKERS + VIRTUAL_MAKERS; i++) {
      Maker maker = new Maker(shared, seeds.nextLong());
      makers.add(maker);
      Thread.Builder thread =
          i < PLATFORM_MAKERS ? Thread.ofPlatform().daemon() : Thread.ofVirtual();
      thread.name("maker-" + i).start(maker);
    }
  }

  /** Until the time is up or something is wrong. */
  private void watch() throws InterruptedException {
    Duration total = Duration.ofMillis((long) (minutes * 60_000));
    Duration warmUp = min(total.dividedBy(3), MOST_WARM_UP);
    Duration step = warmUp.dividedBy(2);
    Duration next = step;
    Vitals warm = null;
    while (!violations.await(Duration.ofSeconds(1))) {
      makers.forEach(maker -> maker.check(limit()));
      Duration now = elapsed();
      if (now.compareTo(next) < 0) {
        continue;
      }
      Vitals vitals = look();
      if (vitals == null) {
        return;
      }
      System.out.printf(
          "%5d s: %d makes (%d per second), %s%n",
          now.toSeconds(), makes.sum(), perSecond(now), vitals);
      if (warm == null && now.compareTo(warmUp) >= 0) {
        warm = vitals;
      }
      if (now.compareTo(total) >= 0) {
        vitals.compareWith(warm == null ? vitals : warm, violations);
        return;
      }
      next = min(next.plus(step), total);
    }
  }

  /** Waits until no make is under way; null if one does not end. */
  private @Nullable Vitals look() throws InterruptedException {
    if (!quiet.writeLock().tryLock(limit().toNanos(), TimeUnit.NANOSECONDS)) {
      makers.forEach(maker -> maker.check(Duration.ZERO));
      violations.add("No silence after " + limit + " s");
      return null;
    }
    try {
      Vitals vitals = Vitals.now();
      for (int i = 0; i < 50 && vitals.virtualThreads() > VIRTUAL_MAKERS; i++) {
        Thread.sleep(100); // the thread of a make in the background may be about to end
        vitals = Vitals.now();
      }
      violations.unless(
          vitals.virtualThreads() == VIRTUAL_MAKERS,
          "Not as many virtual threads as there are makers",
          vitals);
      return vitals;
    } finally {
      quiet.writeLock().unlock();
    }
  }

  private Duration limit() {
    return Duration.ofSeconds(limit);
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private long perSecond(Duration time) {
    return makes.sum() * 1_000 / Math.max(1, time.toMillis());
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
