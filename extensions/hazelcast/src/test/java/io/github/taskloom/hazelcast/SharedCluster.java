package io.github.taskloom.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import io.github.taskloom.Make;
import java.time.Duration;
import java.util.List;

/** Three members with four slots each, for all tests of this JVM that leave them as they are. */
final class SharedCluster {
  static final Nodes NODES = new Nodes("shared");
  static final List<HazelcastInstance> INSTANCES =
      List.of(NODES.member(), NODES.member(), NODES.member());
  static final List<ClusterMember> MEMBERS = List.of(start(0), start(1), start(2));

  /** Bounds all waits: a call that hangs fails its test. */
  static final Make MAKE = Make.defaults().timeout(Duration.ofMinutes(3));

  private SharedCluster() {}

  static MemberOptions options() {
    return MemberOptions.defaults()
        .slots(4)
        .allow("io.github.taskloom.hazelcast.")
        .function("double", Integer.class, n -> 2 * n)
        .function("nothing", () -> null);
  }

  private static ClusterMember start(int number) {
    return ClusterMember.start(INSTANCES.get(number), options().name("m" + number));
  }

  /** A caller on a member that takes calls itself. */
  static Cluster caller() {
    return Cluster.of(
        INSTANCES.getFirst(), ClusterOptions.defaults().allow("io.github.taskloom.hazelcast."));
  }
}
