package io.github.taskloom.benchmarks.compare;

import org.jspecify.annotations.Nullable;

/**
 * How much is measured.
 *
 * @param quick whether the graphs are small and all graphs of an engine share a JVM
 * @param warmups rounds, in a quick run, before those that count; memory is measured in them
 * @param rounds the least number of rounds that count, if they do not take too long
 * @param seconds how long rounds are repeated for one engine and graph
 * @param limitSeconds the most that one engine and graph may take before it is cut off
 * @param workflows the folder with recorded workflows; null if there is none
 */
record Settings(
    boolean quick,
    int warmups,
    int rounds,
    double seconds,
    int limitSeconds,
    @Nullable String workflows) {

  static Settings quick(@Nullable String workflows) {
    return new Settings(true, 2, 3, 0.05, 20, workflows);
  }

  static Settings full(@Nullable String workflows) {
    return new Settings(false, 1, 5, 0.8, 60, workflows);
  }

  Settings with(int leastRounds, double repeatedSeconds) {
    return new Settings(quick, warmups, leastRounds, repeatedSeconds, limitSeconds, workflows);
  }

  /** More than that is not slept through for an engine whose few workers sleep in turn. */
  double longestSleepSeconds() {
    return quick ? 0.25 : 2;
  }
}
