package io.github.taskloom.hazelcast.internal.caller;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A lane for each function that calls name, and one for those that are sent. */
final class Lanes {
  private final Lane sent = new Lane(null);
  private final Map<String, Lane> named = new HashMap<>();

  private Lane of(@Nullable String function) {
    return function == null ? sent : named.computeIfAbsent(function, Lane::new);
  }

  void add(RemoteStage stage) {
    of(stage.message().function()).waiting().addLast(stage);
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

  Collection<Lane> all() {
    if (named.isEmpty()) {
      return List.of(sent);
    }
    List<Lane> all = new ArrayList<>(named.values());
    all.add(sent);
    return all;
  }

  /** Whether a call waits. */
  boolean isWaiting() {
    return all().stream().anyMatch(lane -> !lane.waiting().isEmpty());
  }

  /** Whether calls wait that no member takes. */
  boolean isStarving() {
    return all().stream().anyMatch(Lane::isStarving);
  }
}
