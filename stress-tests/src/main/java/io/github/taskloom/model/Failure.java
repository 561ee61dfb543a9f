package io.github.taskloom.model;

/**
 * A scenario on which the engine and the model do not agree.
 *
 * @param seed makes the scenario
 * @param violation what is wrong
 * @param shrunk as little of the scenario as still fails
 * @param threads what all threads did, where something did not end; else empty
 */
record Failure(long seed, Scenario scenario, Violation violation, Scenario shrunk, String threads) {

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
        + " tasks:\n"
        + shrunk
        + "From:\n"
        + scenario
        + threads;
  }
}
