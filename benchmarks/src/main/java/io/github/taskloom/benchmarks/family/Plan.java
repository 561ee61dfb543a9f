package io.github.taskloom.benchmarks.family;

import org.jspecify.annotations.Nullable;

/**
 * How much of a family is measured.
 *
 * @param name the family
 * @param quick whether it is to end within a minute
 * @param rounds how many rounds there are; null for the family's own number
 * @param seconds how long a round of a case lasts; null for the family's own time
 * @param engines a regular expression, to be found in the titles of the engines
 * @param graphs a regular expression, to be found in the titles of the cases
 */
public record Plan(
    FamilyName name,
    boolean quick,
    @Nullable Integer rounds,
    @Nullable Double seconds,
    String engines,
    String graphs) {

  Family family() {
    return name.family();
  }

  /** The number of rounds. */
  int wantedRounds() {
    return rounds == null ? family().rounds(quick) : rounds;
  }

  /** The time of a round in nanoseconds. */
  long nanos(double fullSeconds, double quickSeconds) {
    double own = quick ? quickSeconds : fullSeconds;
    return (long) ((seconds == null ? own : seconds) * 1e9);
  }
}
