package io.github.taskloom.soak;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReadWriteLock;
import org.jspecify.annotations.Nullable;

/** One thread of the load: a round after the other, each from a seed of its own. */
final class Maker implements Runnable {

  /** What all makers share. */
  record Shared(
      Violations violations,
      ReadWriteLock quiet,
      Executor executor,
      Semaphore huge,
      LongAdder makes,
      LongAdder tasks) {}

  private final Shared shared;
  private final SplittableRandom seeds;
  private volatile boolean stopped;
  private volatile @Nullable Begun begun;

  /** A round that has begun. */
  private record Begun(String what, long nanos) {}

  Maker(Shared shared, long seed) {
    this.shared = shared;
    seeds = new SplittableRandom(seed);
  }

  void stop() {
    stopped = true;
  }

  @Override
  public void run() {
    while (!stopped) {
      shared.quiet().readLock().lock(); // a thread that wants silence holds the other one
      try {
        round(seeds.nextLong());
      } catch (Throwable thrown) { // whatever it is, it must not end the thread in silence
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        shared.violations().add("A round threw: " + begun + ": " + trace);
      } finally {
        begun = null;
        shared.quiet().readLock().unlock();
      }
    }
  }

  private void round(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    int kind = random.nextInt(1_000);
    if (kind < 900) {
      round(seed, random, 1 + random.nextInt(40), 3, 10, 0.2);
    } else if (kind < 990 || !shared.huge().tryAcquire()) { // one huge graph at a time
      round(seed, random, 100 + random.nextInt(1_000), random.nextInt(4), 100, 0.02);
    } else {
      try {
        int reach = random.nextBoolean() ? 1 : 10_000; // a few long chains, or wide
        round(seed, random, 10_000 + random.nextInt(40_000), random.nextInt(3), reach, 0.001);
      } finally {
        shared.huge().release();
      }
    }
  }

  private void round(
      long seed, SplittableRandom random, int size, int most, int reach, double trouble)
      throws Exception {
    Round.Event event = Round.anyEvent(random);
    begun = new Begun(event + ", " + size + " tasks, seed " + seed, System.nanoTime());
    Graph graph = Graph.random(shared.violations(), random, size, most, reach, trouble);
    int makes = new Round(random, shared.violations(), shared.executor(), graph).run(event);
    shared.makes().add(makes);
    shared.tasks().add(size);
  }

  /** Reports a round that takes too long. */
  void check(Duration limit) {
    Begun now = begun;
    if (now != null && System.nanoTime() - now.nanos() > limit.toNanos()) {
      shared.violations().add("Not over after " + limit.toSeconds() + " s: " + now.what());
    }
  }
}
