package io.github.taskloom.micrometer;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * How makes are observed, unless a method is overridden:
 *
 * <table>
 * <caption>Names and key values</caption>
 * <tr><th>name</th><td>{@code taskloom.make}</td></tr>
 * <tr><th>name of the span</th><td>{@code make NAME}</td></tr>
 * <tr><th>{@code make}, low cardinality</th><td>the name; "unnamed" without</td></tr>
 * <tr><th>{@code outcome}, low</th><td>DONE, FAILED, CANCELLED, STOPPED</td></tr>
 * <tr><th>{@code make.goals}, high</th><td>the first goal, and how many more</td></tr>
 * </table>
 *
 * @since 0.1.0
 */
public interface MakeObservationConvention extends ObservationConvention<MakeObservationContext> {

  @Override
  default String getName() {
    return "taskloom.make";
  }

  @Override
  default String getContextualName(MakeObservationContext context) {
    return "make " + context.getMakeName();
  }

  @Override
  default KeyValues getLowCardinalityKeyValues(MakeObservationContext context) {
    return KeyValues.of("make", context.getMakeName(), "outcome", context.getOutcome());
  }

  @Override
  default KeyValues getHighCardinalityKeyValues(MakeObservationContext context) {
    int goals = context.getGoals().size();
    if (goals == 0) {
      return KeyValues.empty();
    }
    String first = Texts.cut(context.getGoals().getFirst().name(), 1000);
    return KeyValues.of(
        KeyValue.of("make.goals", goals == 1 ? first : first + " and " + (goals - 1) + " more"));
  }

  @Override
  default boolean supportsContext(Observation.Context context) {
    return context instanceof MakeObservationContext;
  }
}
