package io.github.taskloom.micrometer;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * How attempts are observed, unless a method is overridden:
 *
 * <table>
 * <caption>Names and key values</caption>
 * <tr><th>name</th><td>{@code taskloom.task}</td></tr>
 * <tr><th>name of the span</th><td>{@code task NAME}, of the first 1,000 different names, cut to
 * 100 characters; {@code task} of others</td></tr>
 * <tr><th>{@code make}, low cardinality</th><td>the name of the make; "unnamed" without</td></tr>
 * <tr><th>{@code task}, low</th><td>by {@link TaskloomObservations#taskTag}; "none" without</td></tr>
 * <tr><th>{@code outcome}, low</th><td>DONE, FAILED, STOPPED</td></tr>
 * <tr><th>{@code task.name}, high</th><td>the name of the task, cut to 1,000 characters</td></tr>
 * <tr><th>{@code task.attempt}, high</th><td>the number of the attempt, from 1 on</td></tr>
 * </table>
 *
 * @since 0.1.0
 */
public interface TaskObservationConvention extends ObservationConvention<TaskObservationContext> {

  @Override
  default String getName() {
    return "taskloom.task";
  }

  @Override
  default String getContextualName(TaskObservationContext context) {
    return context.spanName();
  }

  @Override
  default KeyValues getLowCardinalityKeyValues(TaskObservationContext context) {
    String tag = context.getTag();
    return KeyValues.of(
        "make",
        context.getMakeName(),
        "outcome",
        context.getOutcome(),
        "task",
        tag == null ? KeyValue.NONE_VALUE : tag);
  }

  @Override
  default KeyValues getHighCardinalityKeyValues(TaskObservationContext context) {
    return KeyValues.of(
        "task.name",
        Texts.cut(context.getTask().name(), 1000),
        "task.attempt",
        Integer.toString(context.getAttempt()));
  }

  @Override
  default boolean supportsContext(Observation.Context context) {
    return context instanceof TaskObservationContext;
  }
}
