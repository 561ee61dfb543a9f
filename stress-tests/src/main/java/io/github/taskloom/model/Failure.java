package io.github.taskloom.model;

/**
 * A scenario on which the engine and the model do not agree.
 *
 * @param seed makes the scenario
 * @param violation what is wrong
 * @param shrunk as little of the scenario as still fails
 * @param shrunkViolation what is wrong with that; perhaps something else
 * @param threads what all threads did, where something did not end; else empty
 */
record Failure(
    long seed,
    Scenario scenario,
    Violation violation,
    Scenario shrunk,
    Violation shrunkViolation,
    String threads) {

  /** One that was not shrunk. */
  static Failure whole(long seed, Scenario scenario, Violation violation, String threads) {
    return new Failure(seed, scenario, violation, scenario, violation, threads);
  }

  @Override
  public String toString() {
    return "Seed "
        + seed
        + ": "
        + violation.getMessage()
        + "\nTo repeat: java -cp stress-tests.jar io.github.taskloom.model.ModelRun --graphs 1 --seed "
        + seed
        + "\nShrunk to "
        + shrunk.nodes().size()
        + " of "
        + scenario.nodes().size()
        + " tasks: "
        + shrunkViolation.getMessage()
        + "\n"
        + shrunk
        + "From:\n"
        + scenario
        + threads;
  }
}
