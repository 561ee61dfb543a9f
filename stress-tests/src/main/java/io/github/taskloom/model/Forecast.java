package io.github.taskloom.model;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a make does that nothing disturbs.
 *
 * @param replies the answers of which it must be one: a graph may be wrong in two ways
 * @param layers the layer of each task that the make settles
 * @param decided those that were settled by the states when it was planned
 * @param runs those whose functions are called: layer by layer, in a layer in the order in which a
 *     walk along arguments and edges meets them
 */
record Forecast(
    Set<Reply> replies, Map<Integer, Integer> layers, Set<Integer> decided, List<Integer> runs) {

  static Forecast of(Set<Reply> replies) {
    return new Forecast(replies, Map.of(), Set.of(), List.of());
  }

  boolean isAccepted() {
    return replies.contains(Reply.ACCEPTED);
  }

  /** Those of a layer whose functions are called. */
  List<Integer> runsOf(int layer) {
    return runs.stream().filter(task -> layers.getOrDefault(task, -1) == layer).toList();
  }
}
