package io.github.taskloom.hazelcast;

import com.hazelcast.config.ExecutorConfig;
import com.hazelcast.config.InvalidConfigurationException;
import com.hazelcast.core.HazelcastInstance;
import io.github.taskloom.hazelcast.internal.member.MemberDesk;
import io.github.taskloom.hazelcast.internal.member.Presence;
import io.github.taskloom.hazelcast.internal.wire.Announcement;
import io.github.taskloom.hazelcast.internal.wire.Desk;
import io.github.taskloom.hazelcast.internal.wire.Values;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes a member of a Hazelcast cluster run what callers ({@link Cluster}) send.
 *
 * <pre>{@code
 * HazelcastInstance hazelcast = Hazelcast.newHazelcastInstance(config);
 * ClusterMember member = ClusterMember.start(hazelcast,
 *     MemberOptions.defaults().slots(8).allow("com.acme."));
 * }</pre>
 *
 * <p><b>Threads.</b> Each call has one of its own, as many at a time as there are slots. On the
 * threads of Hazelcast nothing of a user's runs.
 *
 * <p><b>Callers that are gone.</b> What they had here is interrupted: at once where Hazelcast tells
 * that their process has ended, else when they were silent for {@link MemberOptions#callerTimeout}.
 *
 * <p><b>Safety.</b> Who can connect to a port of Hazelcast can send calls, and much else. Only
 * classes that {@link MemberOptions#allow} names are read of calls; to keep others out is a matter
 * of Hazelcast's configuration (network, TLS, credentials). See docs/cluster.md.
 *
 * <p>For any thread. Several members in one JVM do not touch each other.
 *
 * @since 0.1.0
 */
public final class ClusterMember implements AutoCloseable {
  /** Each caller has one thread there at most times, which waits, and two for a moment. */
  private static final int EXCHANGES = 1_024;

  private static final long LEAVE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final HazelcastInstance hazelcast;
  private final MemberDesk desk;
  private final Presence presence;
  private final String name;
  private final int slots;

  private ClusterMember(
      HazelcastInstance hazelcast, MemberDesk desk, Presence presence, String name, int slots) {
    this.hazelcast = hazelcast;
    this.desk = desk;
    this.presence = presence;
    this.name = name;
    this.slots = slots;
  }

  /**
   * Begins to take calls. Where the cluster is in trouble, so that it cannot be announced within
   * seconds, that is logged, and callers hear of it some seconds later.
   *
   * @param hazelcast a member, not a client; it stays the user's, who shuts it down
   * @param options how calls run
   * @return until it is closed
   * @throws IllegalArgumentException if it is a client
   * @throws IllegalStateException if it takes calls already
   */
  public static ClusterMember start(HazelcastInstance hazelcast, MemberOptions options) {
    String name = Objects.requireNonNullElseGet(options.name, () -> addressOf(hazelcast));
    Values values = new Values(options.allowed, loaderOf(hazelcast));
    MemberDesk desk =
        MemberDesk.open(name, values, options.functions, options.slots, options.threads);
    if (hazelcast.getUserContext().putIfAbsent(Desk.KEY, desk) != null) {
      throw new IllegalStateException(
          hazelcast.getName() + " takes calls already: close that ClusterMember first");
    }
    try {
      configureExchanges(hazelcast);
      Announcement told = new Announcement(name, options.slots, options.functions.keySet());
      Presence presence = new Presence(hazelcast, desk, told, Nanos.of(options.callerTimeout));
      return new ClusterMember(hazelcast, desk, presence, name, options.slots);
    } catch (RuntimeException | Error failed) {
      hazelcast.getUserContext().remove(Desk.KEY, desk);
      throw failed;
    }
  }

  private static String addressOf(HazelcastInstance hazelcast) {
    try {
      var address = hazelcast.getCluster().getLocalMember().getAddress();
      return address.getHost() + ":" + address.getPort();
    } catch (UnsupportedOperationException client) {
      throw new IllegalArgumentException(
          hazelcast.getName() + " is a client: calls run on members alone", client);
    }
  }

  private static ClassLoader loaderOf(HazelcastInstance hazelcast) {
    ClassLoader configured = hazelcast.getConfig().getClassLoader();
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    @Nullable ClassLoader own = ClusterMember.class.getClassLoader();
    return configured != null
        ? configured
        : context != null ? context : Objects.requireNonNull(own);
  }

  /** Threads for exchanges that wait: they come as they are needed, and end when they are not. */
  private static void configureExchanges(HazelcastInstance hazelcast) {
    if (hazelcast.getConfig().getExecutorConfigs().containsKey(Announcement.EXECUTOR)) {
      return;
    }
    try {
      hazelcast
          .getConfig()
          .addExecutorConfig(
              new ExecutorConfig(Announcement.EXECUTOR, EXCHANGES).setStatisticsEnabled(false));
    } catch (InvalidConfigurationException other) {
      // another member has its own, which was given by its user
    }
  }

  /**
   * What messages, events and exceptions call it.
   *
   * @return its name
   */
  public String name() {
    return name;
  }

  /**
   * How many calls run at a time.
   *
   * @return its slots
   */
  public int slots() {
    return slots;
  }

  /**
   * How many calls run or wait here now.
   *
   * @return of all callers
   */
  public int load() {
    return desk.load();
  }

  /**
   * Takes nothing more, gives what has not begun back to its callers, who have another member run
   * it, and interrupts what runs. Waits until callers know of that, for 5 seconds at most. The
   * Hazelcast instance stays. A second time it does nothing.
   */
  @Override
  public void close() {
    close(Duration.ZERO);
  }

  /**
   * Takes nothing more, and gives what has not begun back to its callers. What runs has a time to
   * end before it is interrupted, as {@link #close()} does; an interrupt of the calling thread ends
   * that time.
   *
   * @param grace how long what runs may take
   */
  public void close(Duration grace) {
    if (!hazelcast.getUserContext().containsValue(desk)) {
      return;
    }
    boolean interrupted = Thread.interrupted(); // Hazelcast would not tell callers
    try {
      presence.withdraw();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    desk.giveBack();
    await(Nanos.of(grace), () -> desk.load() == 0);
    desk.leave();
    await(LEAVE_NANOS, desk::isEmpty);
    hazelcast.getUserContext().remove(Desk.KEY, desk);
    desk.end();
    presence.end();
  }

  private void await(long nanos, BooleanSupplier isOver) {
    long end = System.nanoTime() + nanos;
    while (end - System.nanoTime() > 0
        && !isOver.getAsBoolean()
        && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  @Override
  public String toString() {
    return "ClusterMember[" + name + ", " + slots + " slots, load " + load() + "]";
  }
}
