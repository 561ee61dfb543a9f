package io.github.taskloom.micrometer;

import io.github.taskloom.Task;
import io.micrometer.observation.ObservationRegistry;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What {@link TaskloomObservations} was told.
 *
 * @param registry by which is observed
 * @param make the name of the makes
 * @param tag what a task is counted under, of a bounded number; null for none
 * @param spanNames bounds the names that spans have
 * @param makes the convention for makes; null for the registry's, or ours
 * @param tasks the convention for tasks; null for the registry's, or ours
 * @param faults what of the above has failed
 */
record Settings(
    ObservationRegistry registry,
    String make,
    Function<? super Task<?>, @Nullable String> tag,
    BoundedValues spanNames,
    @Nullable MakeObservationConvention makes,
    @Nullable TaskObservationConvention tasks,
    Faults faults) {

  static final String UNNAMED = "unnamed";

  Settings withName(String other) {
    return new Settings(registry, other, tag, spanNames, makes, tasks, faults);
  }

  Settings withTag(Function<? super Task<?>, @Nullable String> other) {
    return new Settings(registry, make, other, spanNames, makes, tasks, faults);
  }

  Settings with(MakeObservationConvention other) {
    return new Settings(registry, make, tag, spanNames, other, tasks, faults);
  }

  Settings with(TaskObservationConvention other) {
    return new Settings(registry, make, tag, spanNames, makes, other, faults);
  }
}
