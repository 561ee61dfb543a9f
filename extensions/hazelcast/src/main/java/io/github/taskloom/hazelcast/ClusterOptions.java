package io.github.taskloom.hazelcast;

import io.github.taskloom.hazelcast.internal.wire.AllowList;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link Cluster} hands calls out. Immutable: each method gives another one.
 *
 * <pre>{@code
 * Cluster cluster = Cluster.of(hazelcast,
 *     ClusterOptions.defaults().allow("com.acme.").memberWait(Duration.ofMinutes(1)));
 * }</pre>
 *
 * <p>By default: no class is read of results but values of the JDK; as many calls are under way as
 * the members take; a batch has at most 2,000 calls and a mebibyte; a call waits 10 seconds for a
 * member; its name is that of the Hazelcast instance.
 *
 * @since 0.1.0
 */
public final class ClusterOptions {
  private static final ClusterOptions DEFAULTS =
      new ClusterOptions(
          AllowList.EMPTY, Integer.MAX_VALUE, 2_000, 1 << 20, Duration.ofSeconds(10), null);

  final AllowList allowed;
  final int underWay;
  final int batchCalls;
  final int batchBytes;
  final Duration memberWait;
  final @Nullable String name;

  private ClusterOptions(
      AllowList allowed,
      int underWay,
      int batchCalls,
      int batchBytes,
      Duration memberWait,
      @Nullable String name) {
    this.allowed = allowed;
    this.underWay = underWay;
    this.batchCalls = batchCalls;
    this.batchBytes = batchBytes;
    this.memberWait = memberWait;
    this.name = name;
  }

  /**
   * The defaults, as they stand above.
   *
   * @return options
   */
  public static ClusterOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Which classes are read of what members send back, beside values of the JDK: results and
   * exceptions.
   *
   * @param names classes, as in "com.acme.Order", each with those nested in it; packages with those
   *     below, as in "com.acme."
   * @return other options, with these beside those named before
   * @throws IllegalArgumentException if one is no such name, or allows nearly everything
   */
  public ClusterOptions allow(String... names) {
    AllowList more = allowed.with(List.of(names));
    return new ClusterOptions(more, underWay, batchCalls, batchBytes, memberWait, name);
  }

  /**
   * How many calls are with members at a time; the others wait here.
   *
   * @param calls how many, for all members together
   * @return other options
   * @throws IllegalArgumentException if it is not positive
   */
  public ClusterOptions underWay(int calls) {
    if (calls < 1) {
      throw new IllegalArgumentException("A call at least has to be under way: " + calls);
    }
    return new ClusterOptions(allowed, calls, batchCalls, batchBytes, memberWait, name);
  }

  /**
   * How much a batch holds at most, but for its last call, which may be larger. What cannot be
   * sent, as there is no memory for it, fails all calls that the member has of this caller.
   *
   * @param calls how many calls
   * @param bytes how many bytes, about
   * @return other options
   * @throws IllegalArgumentException if one is not positive
   */
  public ClusterOptions batch(int calls, int bytes) {
    if (calls < 1 || bytes < 1) {
      throw new IllegalArgumentException("A batch holds a call: " + calls + ", " + bytes);
    }
    return new ClusterOptions(allowed, underWay, calls, bytes, memberWait, name);
  }

  /**
   * How long a call waits as long as no member takes it: none is there, or none has the function
   * that it names. Then it fails with a {@link NoMemberException}. Where members are there and have
   * no room it waits for as long as it takes.
   *
   * @param limit zero to fail at once
   * @return other options
   * @throws IllegalArgumentException if it is negative
   */
  public ClusterOptions memberWait(Duration limit) {
    if (limit.isNegative()) {
      throw new IllegalArgumentException("A wait is not negative: " + limit);
    }
    return new ClusterOptions(allowed, underWay, batchCalls, batchBytes, limit, name);
  }

  /**
   * What members call this caller ({@link RemoteCall#caller}).
   *
   * @param name any text
   * @return other options
   */
  public ClusterOptions name(String name) {
    Objects.requireNonNull(name, "The name is null");
    return new ClusterOptions(allowed, underWay, batchCalls, batchBytes, memberWait, name);
  }
}
