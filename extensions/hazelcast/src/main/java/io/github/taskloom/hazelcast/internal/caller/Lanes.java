package io.github.taskloom.hazelcast.internal.caller;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A lane for each function that calls name, and one for those that are sent. */
final class Lanes {
  private final Lane sent = new Lane(null);
  private final Map<String, Lane> named = new HashMap<>();

  /** The one that has been served last stands last. */
  private final List<Lane> order = new ArrayList<>(List.of(sent));

  private Lane of(@Nullable String function) {
    return function == null ? sent : named.computeIfAbsent(function, this::opened);
  }

  private Lane opened(String function) {
    Lane lane = new Lane(function);
    order.addFirst(lane);
    return lane;
  }

  void add(RemoteStage stage) {
    if (!stage.isDone()) { // cancelled already
      of(stage.message().function()).waiting().addLast(stage);
    }
  }

  /** Those that a member has given back come first again, in their order. */
  void back(List<RemoteStage> stages) {
    for (RemoteStage stage : stages.reversed()) {
      if (stage.sendBy(null)) {
        stage.preferNone();
        of(stage.message().function()).waiting().addFirst(stage);
      }
    }
  }

  /** One that waits for a member was cancelled. */
  void cancelled(RemoteStage stage) {
    of(stage.message().function()).cancelled();
  }

  /** All, those first that were served longest ago: calls of one do not hold another for ever. */
  List<Lane> inTurn() {
    return List.copyOf(order);
  }

  /** Members have got calls of it. */
  void served(Lane lane) {
    if (order.getLast() != lane) {
      order.remove(lane);
      order.add(lane);
    }
  }

  /** Whether a call waits. */
  boolean isWaiting() {
    return order.stream().anyMatch(lane -> !lane.waiting().isEmpty());
  }

  /** Whether calls wait that no member takes. */
  boolean isStarving() {
    return order.stream().anyMatch(Lane::isStarving);
  }
}
