package io.github.taskloom.cli.replay;

import io.github.taskloom.Task;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What a finished replay took, beside what is possible.
 *
 * @param makespan from the start of the first task to the end of the last
 */
public record ReplayReport(Workflow workflow, Replay replay, double speedup, Duration makespan) {

  /** Prints the report. */
  public void print(PrintStream out) {
    int widest = replay.layers().stream().mapToInt(List<Task<?>>::size).max().orElse(0);
    double seconds = makespan.toNanos() / 1e9;
    int tasks = replay.tasks().size();
    out.println(
        "%d tasks, %d edges, %d layers, at most %d tasks in one"
            .formatted(tasks, workflow.edges(), replay.layers().size(), widest));
    row(out, "", "recorded", "/ " + shown(speedup));
    bound(out, "critical path", replay.criticalPath());
    bound(out, "layer by layer", replay.layerByLayer());
    bound(out, "sum", replay.sum());
    row(out, "makespan", "", decimal(seconds, 3) + " s");
    row(out, "tasks per second", "", decimal(tasks / seconds, 1));
  }

  private void bound(PrintStream out, String name, double seconds) {
    row(out, name, decimal(seconds, 1) + " s", decimal(seconds / speedup, 3) + " s");
  }

  private static void row(PrintStream out, String name, String recorded, String replayed) {
    out.println("%-18s %14s %14s".formatted(name, recorded, replayed));
  }

  private static String decimal(double number, int places) {
    return String.format(Locale.ROOT, "%." + places + "f", number);
  }

  /** Whole numbers without a fraction. */
  private static String shown(double number) {
    return number == Math.rint(number) && number < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
