package io.github.taskloom.micrometer;

import io.github.taskloom.Task;
import io.micrometer.observation.Observation;
import java.util.List;

/**
 * What the observation of a make is about.
 *
 * @since 0.1.0
 */
public final class MakeObservationContext extends Observation.Context {
  /** Of an observation that has not ended. */
  static final String UNKNOWN = "UNKNOWN";

  private final String makeName;
  private volatile List<Task<?>> goals = List.of();
  private volatile String outcome = UNKNOWN;

  MakeObservationContext(String makeName) {
    this.makeName = makeName;
  }

  /**
   * The name of the make.
   *
   * @return what {@link TaskloomObservations#name} was given; "unnamed" without
   */
  public String getMakeName() {
    return makeName;
  }

  /**
   * The tasks that the make was given.
   *
   * @return empty before the make has ended
   */
  public List<Task<?>> getGoals() {
    return goals;
  }

  /**
   * What became of the goals.
   *
   * @return DONE if all are; else FAILED if one is, or was given up; else STOPPED if one has not
   *     settled; else CANCELLED. UNKNOWN before the make has ended
   */
  public String getOutcome() {
    return outcome;
  }

  void ended(List<Task<?>> given, String how) {
    goals = given;
    outcome = how;
  }
}
