package io.github.taskloom.internal.make;

import io.github.taskloom.PlacedStage;
import io.github.taskloom.internal.report.Report;
import io.github.taskloom.internal.task.TaskNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the attempts of one make go on, as far as stages say. Put by the thread of the function,
 * and taken by the one that tells of the end. A function that is left behind at that very moment
 * puts what is of no attempt that is still to be told, as its number says.
 */
final class AttemptPlaces {
  private record Place(int attempt, PlacedStage<?> stage) {}

  private final Map<TaskNode<?>, Place> places = new ConcurrentHashMap<>();

  void put(TaskNode<?> task, int attempt, PlacedStage<?> stage) {
    places.put(task, new Place(attempt, stage));
  }

  /** Null if the attempt has no stage that says where. */
  @Nullable String take(TaskNode<?> task, int attempt) {
    Place place = places.isEmpty() ? null : places.remove(task);
    if (place == null || place.attempt() != attempt) {
      return null;
    }
    try {
      return place.stage().place();
    } catch (Throwable thrown) { // by a class of the user's
      Report.warn(
          AttemptPlaces.class, "A stage has thrown where it was asked for its place", thrown);
      return null;
    }
  }
}
