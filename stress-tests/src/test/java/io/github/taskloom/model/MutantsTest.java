package io.github.taskloom.model;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.model.ScenarioRun.Bench;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A rule that is wrong in the model, or a function that is called wrongly, is found within few
 * graphs: so the suite can fail.
 */
@Timeout(400)
class MutantsTest {
  /** Of any seed: not one of them was chosen for what it finds. */
  private static final int GRAPHS = 2_000;

  /** Far longer than a graph takes: what is slow on a busy machine is no hang. */
  private static final long LIMIT_MILLIS = 20_000;

  /** Of functions of which some never end. */
  private static final long HANG_MILLIS = 2_000;

  /** Far longer than it takes, so that it comes to its end on a slow machine, too. */
  private static final Duration SHRINKING = Duration.ofMinutes(2);

  /** Soon over: each smaller scenario that hangs, too, takes the whole limit. */
  private static final Duration SHRINKING_HANGS = Duration.ofSeconds(1);

  private static Subject right(Scenario scenario) {
    return new Subject(scenario, LIMIT_MILLIS);
  }

  private static int graphsUntilFound(
      Function<Scenario, Model> models, Function<Scenario, Subject> subjects, long limitMillis) {
    try (Pools pools = new Pools()) {
      Bench bench = new Bench(models, subjects, pools, new Tally(), limitMillis);
      for (int seed = 0; seed < GRAPHS; seed++) {
        try {
          ScenarioRun.run(Generator.scenario(seed), bench);
        } catch (Violation found) {
          System.out.println("found at graph " + seed + ": " + found.getMessage());
          return seed + 1;
        }
      }
      return Integer.MAX_VALUE;
    }
  }

  /** A model with a wrong rule is told from the engine. */
  @ParameterizedTest
  @EnumSource
  void run_withWrongModel_fails(WrongModel wrong) {
    int graphs = graphsUntilFound(wrong::of, MutantsTest::right, LIMIT_MILLIS);
    assertTrue(graphs <= GRAPHS, () -> wrong + " was not found");
  }

  /** Functions that break the rules are noticed. */
  @ParameterizedTest
  @EnumSource
  void run_withWrongFunctions_fails(WrongSubject wrong) {
    int graphs =
        graphsUntilFound(Model::new, scenario -> wrong.of(scenario, HANG_MILLIS), HANG_MILLIS);
    assertTrue(graphs <= GRAPHS, () -> wrong + " was not found");
  }

  /** A failure comes with its seed and with a smaller scenario that still fails. */
  @Tag("sized")
  @Tag("full-only")
  @Test
  void campaign_withWrongModel_printsSeedAndShrunkScenario() {
    try (Pools pools = new Pools()) {
      Bench bench =
          new Bench(
              WrongModel.CANCELLED_PREREQUISITE_FAILS::of,
              MutantsTest::right,
              pools,
              new Tally(),
              LIMIT_MILLIS);
      Failure failure = new Campaign(bench, 0, GRAPHS, Duration.ofMinutes(3), SHRINKING).run(1);
      assertNotNull(failure);
      System.out.println(failure);
      // A chain is not shortened from within.
      assertTrue(failure.shrunk().nodes().size() <= 4, failure::toString);
      assertTrue(failure.shrunk().steps().size() <= 3, failure::toString);
      assertTrue(failure.toString().contains("--seed " + failure.seed()), failure::toString);
    }
  }

  /** Something that does not end is a failure with a dump of all threads. */
  @Tag("sized")
  @Tag("full-only")
  @Test
  void campaign_withFunctionThatNeverEnds_printsThreads() {
    try (Pools pools = new Pools()) {
      Bench bench =
          new Bench(
              Model::new,
              scenario -> WrongSubject.NEVER_ENDS.of(scenario, HANG_MILLIS),
              pools,
              new Tally(),
              HANG_MILLIS);
      Failure failure =
          new Campaign(bench, 0, GRAPHS, Duration.ofMinutes(3), SHRINKING_HANGS).run(1);
      assertNotNull(failure);
      assertTrue(failure.violation().isHang(), failure::toString);
      assertTrue(failure.threads().contains("Thread.sleep"), failure::toString);
    }
  }
}
