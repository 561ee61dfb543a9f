package io.github.taskloom.cli.run;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.cli.stop.Stop;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What comes when all else of a run has ended or was stopped, in a make of its own.
 *
 * @param tasks those that clean up; what else they need has settled, or is not made any more
 * @param make how they are made
 * @param limit how long that may take in a run that was stopped
 * @param isTimeUp whether the run was stopped by its time
 * @param told is told that the limit has begun, with true, and that it is over, with false
 */
public record CleanUp(
    List<Task<?>> tasks,
    Make make,
    Duration limit,
    BooleanSupplier isTimeUp,
    Consumer<Boolean> told) {
  /** For runs that leave nothing to clean up. */
  public static final CleanUp NONE =
      new CleanUp(List.of(), Make.defaults(), Duration.ZERO, () -> false, began -> {});

  /** Copies the list. */
  public CleanUp {
    tasks = List.copyOf(tasks);
  }

  /**
   * Cleans up, unless a second signal has come: then all is to end.
   *
   * @param making makes the tasks in the calling thread
   */
  void run(Stop stop, Runnable making) {
    if (tasks.isEmpty() || stop.isHurried()) {
      return;
    }
    Set<Task<?>> own = Set.copyOf(tasks);
    for (Task<?> task : tasks) {
      for (Task<?> needed : task.prerequisites()) {
        if (!own.contains(needed) && needed.state() == TaskState.PENDING) {
          needed.cancel("the run was stopped before"); // or this make would run it
        }
      }
    }
    stop.cleaningUp(limit, isTimeUp.getAsBoolean(), told, making);
  }
}
