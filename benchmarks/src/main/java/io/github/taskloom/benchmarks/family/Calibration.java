package io.github.taskloom.benchmarks.family;

import io.github.taskloom.benchmarks.graph.Arithmetic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the machine does for tasks that compute, without any engine.
 *
 * @param nanosPerIteration of their loop
 * @param share of its cores that the process gets: less than 1 if the machine has other work
 */
record Calibration(double nanosPerIteration, double share) {
  private static final double NANOS = 300_000_000;

  /** A thread for each core computes. */
  static Calibration measured() throws InterruptedException {
    double iteration = Arithmetic.nanosPerIteration();
    Arithmetic body = new Arithmetic((int) (NANOS / iteration));
    List<Thread> threads = new ArrayList<>();
    long begin = System.nanoTime();
    for (int core = 0; core < Runtime.getRuntime().availableProcessors(); core++) {
      threads.add(Thread.ofPlatform().start(body));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return new Calibration(iteration, Math.min(1, NANOS / (System.nanoTime() - begin)));
  }

  /** In a sentence. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "The body is arithmetic: an iteration of its loop takes %.3f ns. Before the run bare threads, one for each core, got %.0f %% of the cores: what is missing there is missing to every engine.",
        nanosPerIteration,
        100 * share);
  }
}
