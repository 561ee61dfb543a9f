package io.github.taskloom.micrometer;

import io.github.taskloom.Task;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * What the observation of an attempt is about.
 *
 * @since 0.1.0
 */
public final class TaskObservationContext extends Observation.Context {
  private final Task<?> task;
  private final int attempt;
  private final String makeName;
  private final @Nullable String tag;
  private final String spanName;
  private volatile String outcome = MakeObservationContext.UNKNOWN;

  TaskObservationContext(Task<?> task, String makeName, @Nullable String tag, String spanName) {
    this.task = task;
    this.attempt = task.attempt();
    this.makeName = makeName;
    this.tag = tag;
    this.spanName = spanName;
  }

  /**
   * The task.
   *
   * @return the one that runs
   */
  public Task<?> getTask() {
    return task;
  }

  /**
   * Which attempt of the task.
   *
   * @return from 1 on
   */
  public int getAttempt() {
    return attempt;
  }

  /**
   * The name of the make that runs the task.
   *
   * @return what {@link TaskloomObservations#name} was given; "unnamed" without
   */
  public String getMakeName() {
    return makeName;
  }

  /**
   * What the task is counted under.
   *
   * @return one of a bounded number, by {@link TaskloomObservations#taskTag}; null if none was
   *     given for the task
   */
  public @Nullable String getTag() {
    return tag;
  }

  /**
   * How the function has ended; what comes after it (the hooks and tests of the task's options) is
   * not seen here.
   *
   * @return DONE if it has returned, FAILED if it has thrown, STOPPED if it was asked to end
   *     meanwhile, by a cancel, a limit or its make; UNKNOWN before it has ended
   */
  public String getOutcome() {
    return outcome;
  }

  /** What to call the span; one of a bounded number. */
  String spanName() {
    return spanName;
  }

  void ended(String how) {
    outcome = how;
  }
}
