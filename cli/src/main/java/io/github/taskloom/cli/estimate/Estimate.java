package io.github.taskloom.cli.estimate;

import io.github.taskloom.cli.file.RunPlan;
import io.github.taskloom.cli.file.TaskEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * How long a run is going to take, by the runs before it.
 *
 * @param plan what is run
 * @param jobs how many tasks run at once, at the most
 * @param isLayered whether each layer ends before the next one starts
 * @param stopsAtFailure whether nothing more starts after a failure
 * @param file has how long tasks took
 */
public record Estimate(
    RunPlan plan, int jobs, boolean isLayered, boolean stopsAtFailure, Path file) {

  /**
   * The run begins.
   *
   * @param isStopped whether nothing more starts
   */
  public RemainingTime begin(BooleanSupplier isStopped) {
    return new RemainingTime(
        Steps.of(plan, isLayered, new LastDurations(file).read()),
        jobs,
        stopsAtFailure,
        isStopped,
        System::nanoTime);
  }

  /**
   * The run has ended: the next one goes by what it has learned.
   *
   * @param durations how long tasks took that have run well, by their names
   * @param written a path in the file system of the file that only this run writes to
   */
  public void end(Map<String, Duration> durations, Path written) {
    Map<String, Duration> learned = new HashMap<>(durations);
    Set<String> names =
        plan.file().tasks().stream().map(TaskEntry::name).collect(Collectors.toSet());
    for (TaskEntry task : plan.file().tasks()) {
      if (task.script() == null) {
        learned.remove(task.name()); // a group takes no time
      }
    }
    new LastDurations(file).add(learned, names, written);
  }
}
