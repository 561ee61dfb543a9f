package io.github.taskloom.model;

import io.github.taskloom.model.ScenarioRun.Bench;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs random scenarios on the engine and on a sequential model of it, and compares.
 *
 * <pre>{@code
 * java -cp stress-tests.jar io.github.taskloom.model.ModelRun --graphs 1000000
 * }</pre>
 *
 * <p>Options: {@code --graphs} how many (20,000), {@code --seconds} for how long at most (no
 * limit), {@code --seed} of the first one (by the clock), {@code --workers} how many at a time (2).
 * The seed of the nth graph is that of the first one plus n. Exit status: 0 if all agree, 1 if not,
 * 2 for wrong options.
 */
public final class ModelRun {
  private static final long LIMIT_MILLIS = 60_000;
  private static final Duration SHRINKING = Duration.ofSeconds(30);

  private long graphs = 20_000;
  private long seconds = Duration.ofDays(365).toSeconds();
  private long seed = System.nanoTime();
  private int workers = 2;

  private ModelRun() {}

  /**
   * Runs.
   *
   * @param args the options
   */
  public static void main(String[] args) {
    ModelRun run = new ModelRun();
    try {
      run.read(List.of(args));
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.err.println("Usage: ModelRun [--graphs N] [--seconds T] [--seed S] [--workers W]");
      System.exit(2);
    }
    System.exit(run.run());
  }

  private void read(List<String> args) {
    for (int i = 0; i < args.size(); i += 2) {
      String option = args.get(i);
      if (i + 1 == args.size()) {
        throw new IllegalArgumentException(option + " needs a number");
      }
      long number = Long.parseLong(args.get(i + 1)); // its exception names the text
      switch (option) {
        case "--graphs" -> graphs = number;
        case "--seconds" -> seconds = number;
        case "--seed" -> seed = number;
        case "--workers" -> workers = Math.toIntExact(number);
        default -> throw new IllegalArgumentException("There is no option " + option);
      }
    }
    if (graphs < 1 || seconds < 1 || workers < 1) {
      throw new IllegalArgumentException("All numbers but the seed must be at least 1");
    }
  }

  private int run() {
    System.out.println("Seed " + seed + ", on Java " + Runtime.version());
    long begin = System.nanoTime();
    @Nullable Failure failure;
    Bench bench;
    try (Pools pools = new Pools()) {
      bench = Bench.of(pools, LIMIT_MILLIS);
      Duration time = Duration.ofSeconds(seconds);
      failure = new Campaign(bench, seed, graphs, time, SHRINKING).run(workers);
    }
    System.out.print(bench.tally());
    System.out.println(
        "seconds: " + Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1_000.0);
    if (failure != null) {
      System.out.println("FAILED");
      System.out.println(failure);
      return 1;
    }
    System.out.println("PASSED");
    return 0;
  }
}
