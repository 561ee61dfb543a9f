package io.github.taskloom.cli.member;

import com.hazelcast.cluster.Address;
import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import io.github.taskloom.cli.stop.Stop;
import io.github.taskloom.hazelcast.ClusterMember;
import io.github.taskloom.hazelcast.MemberOptions;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A member in this process. */
public final class MemberNode {
  private static final Duration LOOK = Duration.ofMillis(20);

  private final HazelcastInstance hazelcast;
  private final ClusterMember member;
  private final Duration grace;

  private MemberNode(HazelcastInstance hazelcast, ClusterMember member, Duration grace) {
    this.hazelcast = hazelcast;
    this.member = member;
    this.grace = grace;
  }

  /**
   * Joins the cluster, and takes calls from then on.
   *
   * @throws MemberException when what was said is wrong, or it cannot be a member
   */
  public static MemberNode start(MemberSettings settings) {
    MemberLog.starting(settings.isVerbose());
    ClassLoader loader = UserClasses.of(settings.classPath());
    Thread.currentThread().setContextClassLoader(loader);
    MemberOptions options = options(settings, loader);
    Config config = MemberConfig.of(settings, loader);
    HazelcastInstance hazelcast;
    try {
      hazelcast = Hazelcast.newHazelcastInstance(config);
    } catch (RuntimeException e) {
      throw new MemberException(
          "no member can be at %s%s: %s"
              .formatted(
                  settings.configuration() == null ? settings.host() : "that address",
                  settings.port().isPresent() ? ":" + settings.port().getAsInt() : "",
                  MemberConfig.firstLine(e.getMessage())),
          e);
    }
    MemberLog.started(settings.isVerbose());
    return new MemberNode(hazelcast, ClusterMember.start(hazelcast, options), settings.grace());
  }

  private static MemberOptions options(MemberSettings settings, ClassLoader loader) {
    try {
      MemberOptions options =
          MemberOptions.defaults()
              .slots(settings.slots())
              .allow(settings.allowed().toArray(String[]::new));
      for (var function : settings.functions().entrySet()) {
        options = FunctionClass.of(function.getKey(), function.getValue(), loader).addTo(options);
      }
      return settings.name() == null ? options : options.name(settings.name());
    } catch (IllegalArgumentException e) {
      throw new MemberException("--allow: " + e.getMessage(), e);
    }
  }

  /** Tells where it is, once it is ready. */
  public void tell(PrintStream out, MemberSettings settings) {
    Address address = hazelcast.getCluster().getLocalMember().getAddress();
    String at = address.getHost() + ":" + address.getPort();
    int members = hazelcast.getCluster().getMembers().size();
    out.println(
        "member %s%s of cluster %s is ready: %d slots, %d functions, %d members"
            .formatted(
                at,
                member.name().equals(at) ? "" : " (" + member.name() + ")",
                hazelcast.getConfig().getClusterName(),
                member.slots(),
                settings.functions().size(),
                members));
    if (members == 1 && settings.join().stream().anyMatch(other -> !other.equals(at))) {
      out.println("no other member was found at " + String.join(", ", settings.join()));
    }
    out.flush();
  }

  /**
   * Waits until the end is asked for, which interrupts the thread, or Hazelcast has ended by
   * itself.
   *
   * @return whether the end was asked for
   */
  public boolean await() {
    CountDownLatch ended = new CountDownLatch(1);
    hazelcast
        .getLifecycleService()
        .addLifecycleListener(
            event -> {
              if (event.getState() == LifecycleState.SHUTDOWN) {
                ended.countDown();
              }
            });
    try {
      if (hazelcast.getLifecycleService().isRunning()) {
        ended.await();
      }
      return false;
    } catch (InterruptedException e) {
      return true;
    }
  }

  /**
   * Leaves the cluster: what runs has the grace time to end; what asks for the end once more ends
   * that.
   */
  public void leave(Stop stop) {
    CountDownLatch left = new CountDownLatch(1);
    Thread leaving =
        Thread.ofPlatform()
            .daemon()
            .name("taskloom-member-leave")
            .start(
                () -> {
                  member.close(grace);
                  hazelcast.shutdown();
                  left.countDown();
                });
    try {
      while (!stop.isHurried() && !left.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        if (!leaving.isAlive()) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // at once, then
    }
  }
}
