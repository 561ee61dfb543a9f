package io.github.taskloom.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.taskloom.model.MakeStep.Disturbance;
import io.github.taskloom.model.MakeStep.Kind;
import io.github.taskloom.model.MakeStep.Mode;
import io.github.taskloom.model.MakeStep.Stop;
import io.github.taskloom.model.MakeStep.Threads;
import io.github.taskloom.model.Scenario.Node;
import io.github.taskloom.model.ScenarioRun.Bench;
import io.github.taskloom.size.Size;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The engine does what the model says, on random scenarios. */
@Tag("sized")
class ModelTest {
  private static final long GRAPHS = Long.getLong("taskloom.graphs", Size.of(800, 20_000));

  /** Far longer than any scenario takes, so that a slow machine fails no test. */
  private static final long LIMIT_MILLIS = 60_000;

  private static final Disturbance ONCE_IT_RUNS = new Disturbance(Kind.INTERRUPT_MAKER, -1, 1, 0);

  /** States, results, runs, order and threads agree on all graphs; all that is asked was asked. */
  @Test
  @Timeout(1_500)
  void engine_onRandomGraphs_doesWhatTheModelSays() {
    long seed = Long.getLong("taskloom.seed", System.nanoTime());
    System.out.println("ModelTest: -Dtaskloom.seed=" + seed);
    Failure failure;
    Bench bench;
    try (Pools pools = new Pools()) {
      bench = Bench.of(pools, LIMIT_MILLIS);
      Campaign campaign =
          new Campaign(bench, seed, GRAPHS, Duration.ofMinutes(20), Duration.ofSeconds(20));
      failure = campaign.run(2);
    }
    if (failure != null) {
      fail(failure.toString());
    }
    System.out.println(bench.tally());
    assertEquals(GRAPHS, bench.tally().of("graphs"));
    for (String what : asked()) {
      assertTrue(bench.tally().of(what) >= GRAPHS / 2_000, () -> what + " is too rare");
    }
  }

  /** Without these the graphs would agree having asked nothing. */
  private static List<String> asked() {
    List<String> asked =
        new ArrayList<>(
            List.of("makes, quiet", "makes, disturbed", "meetings", "functions", "tasks"));
    for (State state : List.of(State.CANCELLED, State.DONE, State.FAILED, State.ABORT)) {
      asked.add("in the end " + state);
    }
    for (Reply reply : List.of(Reply.ACCEPTED, Reply.CYCLE, Reply.UNPREPARED)) {
      asked.add("make " + reply);
    }
    for (Threads threads : Threads.values()) {
      asked.add("threads " + threads);
    }
    for (Mode mode : Mode.values()) {
      asked.add("mode " + mode);
    }
    for (Stop stop : List.of(Stop.FAIL_FAST, Stop.FAIL_FAST_CANCELLING)) {
      asked.add("stop " + stop);
    }
    for (Kind kind : Kind.values()) {
      asked.add("disturbance " + kind);
    }
    for (Scenario.Verb verb : Scenario.Verb.values()) {
      asked.add("step " + verb + " " + Reply.ACCEPTED);
    }
    return asked;
  }

  /** A seed makes the same scenario again: what failed can be repeated. */
  @Test
  void generator_withSameSeed_makesTheSame() {
    for (long seed = 0; seed < 200; seed++) {
      assertEquals(Generator.scenario(seed), Generator.scenario(seed));
    }
  }

  /** What ends a function on the caller's own thread, and no cancel, is the caller's. */
  @Test
  @Timeout(300)
  void interrupt_endsAFunctionOnTheCallersThread_isTheCallers() {
    runInTheCaller(Behaviour.LINGERS, List.of(ONCE_IT_RUNS));
  }

  /** A function on the caller's own thread may take its interrupt and go on: that is no loss. */
  @Test
  @Timeout(300)
  void interrupt_takenOnTheCallersThread_isNoLoss() {
    runInTheCaller(Behaviour.LINGERS_STUBBORNLY, List.of(ONCE_IT_RUNS));
  }

  /**
   * A cancel and an interrupt of the caller at the same time may be one interrupt to a function.
   */
  @Test
  @Timeout(300)
  void interrupt_besideACancelOnTheCallersThread_isNoLoss() {
    runInTheCaller(Behaviour.LINGERS, List.of(new Disturbance(Kind.CANCEL, 0, 1, 0), ONCE_IT_RUNS));
  }

  /** Makes many quick tasks, and then one of the same kind, until that has run in the caller. */
  private static void runInTheCaller(Behaviour behaviour, List<Disturbance> disturbances) {
    List<Node> nodes = new ArrayList<>();
    nodes.add(
        new Node(
            List.of(), List.of(behaviour), false, Scenario.Test.NONE, false, false, false, false));
    List<Integer> quick = IntStream.rangeClosed(1, 200).boxed().toList();
    quick.forEach(number -> nodes.add(Node.plain(List.of())));
    Scenario scenario =
        new Scenario(
            nodes, List.of(eager(quick, List.of()), eager(List.of(0), disturbances)), false);
    try (Pools pools = new Pools()) {
      Bench bench = Bench.of(pools, LIMIT_MILLIS);
      long begin = System.nanoTime();
      while (bench.tally().of("disturbance INTERRUPT_MAKER, a function in the maker") < 20) {
        assumeTrue(
            System.nanoTime() - begin < Duration.ofMinutes(2).toNanos(),
            "on this machine no function of the model is quick, and so none runs in the caller");
        ScenarioRun.run(scenario, bench);
      }
      System.out.println(bench.tally());
    }
  }

  private static MakeStep eager(List<Integer> given, List<Disturbance> disturbances) {
    return new MakeStep(
        given, true, Threads.WORKERS, 0, Stop.NEVER, Mode.NOW, -1, false, -1, disturbances);
  }
}
