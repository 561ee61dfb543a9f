package io.github.taskloom.lincheck;

import io.github.taskloom.size.Size;
import org.jetbrains.lincheck.datastructures.Options;

/**
 * How long Lincheck looks.
 *
 * @param scenarios how many it makes up
 * @param runs how often it runs each
 * @param operations how many each of the two threads does
 * @param shrink whether it looks for a smaller scenario where one has failed
 */
record Effort(int scenarios, int runs, int operations, boolean shrink) {
  /**
   * After this a run is taken for one that hangs. The first run also instruments the classes that
   * it comes to, which on a slow machine takes longer than the 30 s that Lincheck would wait.
   */
  private static final long HANG_MILLIS = 120_000;

  /** For what has to be right. */
  static Effort thorough(Size size) {
    return switch (size) {
      case QUICK -> new Effort(3, 30, 3, true);
      case FULL -> new Effort(20, 300, 3, true);
    };
  }

  /** The same for operations that are long: to run one scenario takes tens of milliseconds. */
  static Effort brief(Size size) {
    return switch (size) {
      case QUICK -> new Effort(2, 6, 2, true);
      case FULL -> new Effort(10, 50, 2, true);
    };
  }

  /** For what has to be found wrong: the first scenario that fails ends it. */
  Effort untilFound() {
    return new Effort(scenarios, runs, operations, false);
  }

  /**
   * Sets what is set for both strategies. No operations come before or after those that race: they
   * would use up what settles once, and nothing would race at all.
   */
  <O extends Options<O, ?>> O of(O options) {
    return options
        .iterations(scenarios)
        .invocationsPerIteration(runs)
        .threads(2)
        .actorsPerThread(operations)
        .actorsBefore(0)
        .actorsAfter(0)
        .minimizeFailedScenario(shrink)
        .invocationTimeout$lincheck(HANG_MILLIS);
  }
}
