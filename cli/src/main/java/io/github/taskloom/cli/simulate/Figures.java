package io.github.taskloom.cli.simulate;

/**
 * What a simulation has counted. Times are in nanoseconds.
 *
 * @param makespan until the caller has taken in the last result
 * @param callerBusy for how long of that the caller works
 * @param callerLimits for how long of that it works while a slot is free: more members would not
 *     help
 * @param exchanges batches and results, one way each
 * @param criticalPath the longest way through the graph, which no schedule beats
 * @param work all run times together
 * @param ideal the least time of any schedule with as many slots in the same order, whose hand-out
 *     costs nothing: no schedule beats it, and there need not be one that reaches it
 */
public record Figures(
    int tasks,
    long slots,
    long makespan,
    long callerBusy,
    long callerLimits,
    long exchanges,
    double criticalPath,
    double work,
    double ideal) {

  /** The part of the slots' time in which they run a task. */
  public double utilisation() {
    return makespan == 0 ? 1 : work / ((double) makespan * slots);
  }

  /** The part of the makespan in which the caller works. */
  public double busyShare() {
    return makespan == 0 ? 0 : (double) callerBusy / makespan;
  }

  /** The part of the makespan in which the caller works while a slot is free. */
  public double limitShare() {
    return makespan == 0 ? 0 : (double) callerLimits / makespan;
  }

  /** Infinite where nothing takes any time. */
  public double tasksPerSecond() {
    return tasks * 1e9 / makespan;
  }
}
