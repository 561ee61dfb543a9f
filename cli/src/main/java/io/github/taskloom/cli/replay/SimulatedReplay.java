package io.github.taskloom.cli.replay;

import io.github.taskloom.cli.file.InputException;
import io.github.taskloom.cli.replay.Workflow.Step;
import io.github.taskloom.cli.simulate.Figures;
import io.github.taskloom.cli.simulate.Graph;
import io.github.taskloom.cli.simulate.HandOut;
import io.github.taskloom.cli.simulate.Simulation;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the hand-out of a workflow to members would come to.
 *
 * @param figures what was counted
 */
public record SimulatedReplay(HandOut handOut, Figures figures) {

  /**
   * Simulates it.
   *
   * @param file where the workflow came from, for messages
   * @param speedup what recorded times are divided by
   * @param copies how many of it there are, side by side
   * @throws InputException when tasks need each other in a circle, or there is too much of it
   */
  public static SimulatedReplay of(
      Path file, Workflow workflow, double speedup, int copies, HandOut handOut) {
    Replay.of(file, workflow, speedup); // tells of circles, with their path
    Map<String, Integer> numbers = new HashMap<>();
    for (Step step : workflow.steps()) {
      numbers.put(step.id(), numbers.size());
    }
    long[] nanos = new long[numbers.size()];
    List<int[]> needs = new ArrayList<>();
    for (Step step : workflow.steps()) {
      nanos[needs.size()] = (long) (step.seconds() / speedup * 1e9);
      needs.add(step.needs().stream().mapToInt(need -> numbers.getOrDefault(need, -1)).toArray());
    }
    try {
      return new SimulatedReplay(handOut, Simulation.of(Graph.of(nanos, needs, copies), handOut));
    } catch (ArithmeticException e) {
      throw new InputException(
          file, null, "would take more than 292 years: --speedup makes its times shorter", e);
    } catch (IllegalArgumentException e) {
      throw new InputException(file, null, "cannot be simulated: " + e.getMessage(), e);
    }
  }

  /** Prints the figures. */
  public void print(PrintStream out) {
    out.println(
        "%d tasks on %d members of %d slots, simulated"
            .formatted(figures.tasks(), handOut.members(), handOut.slots()));
    row(out, "critical path", seconds(figures.criticalPath()));
    row(out, "work / slots", seconds(figures.work() / figures.slots()));
    row(out, "ideal", seconds(figures.ideal()));
    row(out, "makespan", seconds((double) figures.makespan()));
    row(out, "makespan / ideal", decimal(figures.makespan() / figures.ideal(), 3));
    row(out, "slots in use", percent(figures.utilisation()));
    row(out, "caller at work", percent(figures.busyShare()));
    row(out, "caller the limit", percent(figures.limitShare()));
    row(out, "exchanges", Long.toString(figures.exchanges()));
    row(out, "tasks per second", decimal(figures.tasksPerSecond(), 1));
  }

  private static void row(PrintStream out, String name, String value) {
    out.println("%-18s %16s".formatted(name, value));
  }

  private static String seconds(double nanos) {
    return decimal(nanos / 1e9, 3) + " s";
  }

  private static String percent(double share) {
    return decimal(share * 100, 1) + " %";
  }

  private static String decimal(double number, int places) {
    return String.format(Locale.ROOT, "%." + places + "f", number);
  }
}
