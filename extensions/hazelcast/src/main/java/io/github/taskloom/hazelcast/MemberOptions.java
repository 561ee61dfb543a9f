package io.github.taskloom.hazelcast;

import io.github.taskloom.TaskFunction;
import io.github.taskloom.TaskFunction2;
import io.github.taskloom.TaskFunction3;
import io.github.taskloom.TaskFunction4;
import io.github.taskloom.hazelcast.internal.member.Body;
import io.github.taskloom.hazelcast.internal.wire.AllowList;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link ClusterMember} runs what it is sent. Immutable: each method gives another one.
 *
 * <pre>{@code
 * MemberOptions options = MemberOptions.defaults()
 *     .slots(8)
 *     .allow("com.acme.images.")
 *     .function("resize", Image.class, image -> image.resized(200, 200));
 * }</pre>
 *
 * <p>By default: a slot for each processor; no class is read but values of the JDK; no function is
 * registered; virtual threads; a caller that is silent for 30 seconds is gone; its name is the
 * address of the Hazelcast member.
 *
 * @since 0.1.0
 */
public final class MemberOptions {
  private static final MemberOptions DEFAULTS =
      new MemberOptions(
          Math.max(1, Runtime.getRuntime().availableProcessors()),
          AllowList.EMPTY,
          Map.of(),
          Thread.ofVirtual()
              .name("taskloom-call")
              .inheritInheritableThreadLocals(false) // a call's thread starts that of the next
              .factory(),
          Duration.ofSeconds(30),
          null);

  final int slots;
  final AllowList allowed;
  final Map<String, Body.Registered> functions;
  final ThreadFactory threads;
  final Duration callerTimeout;
  final @Nullable String name;

  private MemberOptions(
      int slots,
      AllowList allowed,
      Map<String, Body.Registered> functions,
      ThreadFactory threads,
      Duration callerTimeout,
      @Nullable String name) {
    this.slots = slots;
    this.allowed = allowed;
    this.functions = functions;
    this.threads = threads;
    this.callerTimeout = callerTimeout;
    this.name = name;
  }

  /**
   * The defaults, as they stand above.
   *
   * @return options
   */
  public static MemberOptions defaults() {
    return DEFAULTS;
  }

  /**
   * How many calls run at a time.
   *
   * @param slots how many, for all callers together
   * @return other options
   * @throws IllegalArgumentException if it is not positive
   */
  public MemberOptions slots(int slots) {
    if (slots < 1) {
      throw new IllegalArgumentException("A member needs a slot at least: " + slots);
    }
    return new MemberOptions(slots, allowed, functions, threads, callerTimeout, name);
  }

  /**
   * Which classes are read of what callers send, beside values of the JDK: functions, what they
   * capture, the class where a lambda stands, and inputs. A serializable lambda of an allowed class
   * may be called by each caller.
   *
   * @param names classes, as in "com.acme.Order", each with those nested in it; packages with those
   *     below, as in "com.acme."
   * @return other options, with these beside those named before
   * @throws IllegalArgumentException if one is no such name, or allows nearly everything
   */
  public MemberOptions allow(String... names) {
    AllowList more = allowed.with(List.of(names));
    return new MemberOptions(slots, more, functions, threads, callerTimeout, name);
  }

  /**
   * Registers a function without inputs. Callers call it by its name and send no code.
   *
   * @param function its name, unique for the member
   * @param body the function; called by several threads at a time
   * @return other options
   * @throws IllegalArgumentException if the name is taken
   */
  public MemberOptions function(String function, Callable<?> body) {
    Objects.requireNonNull(body, "A function is null");
    return with(function, List.of(), given -> body.call());
  }

  /**
   * Registers a function of one input.
   *
   * @param function its name, unique for the member
   * @param first the class of its input; another one is refused before the function is called
   * @param body the function; called by several threads at a time
   * @param <A> the input
   * @return other options
   * @throws IllegalArgumentException if the name is taken
   */
  @SuppressWarnings("NullAway") // a caller may send null, which each class takes
  public <A> MemberOptions function(String function, Class<A> first, TaskFunction<A, ?> body) {
    Objects.requireNonNull(body, "A function is null");
    return with(
        function, List.of(Boxed.of(first)), given -> body.apply(Boxed.of(first).cast(given[0])));
  }

  /**
   * Registers a function of two inputs.
   *
   * @param function its name, unique for the member
   * @param first the class of its first input
   * @param second the class of its second input
   * @param body the function; called by several threads at a time
   * @param <A> the first input
   * @param <B> the second input
   * @return other options
   * @throws IllegalArgumentException if the name is taken
   */
  @SuppressWarnings("NullAway") // see above
  public <A, B> MemberOptions function(
      String function, Class<A> first, Class<B> second, TaskFunction2<A, B, ?> body) {
    Objects.requireNonNull(body, "A function is null");
    return with(
        function,
        List.of(Boxed.of(first), Boxed.of(second)),
        given -> body.apply(Boxed.of(first).cast(given[0]), Boxed.of(second).cast(given[1])));
  }

  /**
   * Registers a function of three inputs.
   *
   * @param function its name, unique for the member
   * @param first the class of its first input
   * @param second the class of its second input
   * @param third the class of its third input
   * @param body the function; called by several threads at a time
   * @param <A> the first input
   * @param <B> the second input
   * @param <C> the third input
   * @return other options
   * @throws IllegalArgumentException if the name is taken
   */
  @SuppressWarnings("NullAway") // see above
  public <A, B, C> MemberOptions function(
      String function,
      Class<A> first,
      Class<B> second,
      Class<C> third,
      TaskFunction3<A, B, C, ?> body) {
    Objects.requireNonNull(body, "A function is null");
    return with(
        function,
        List.of(Boxed.of(first), Boxed.of(second), Boxed.of(third)),
        given ->
            body.apply(
                Boxed.of(first).cast(given[0]),
                Boxed.of(second).cast(given[1]),
                Boxed.of(third).cast(given[2])));
  }

  /**
   * Registers a function of four inputs.
   *
   * @param function its name, unique for the member
   * @param first the class of its first input
   * @param second the class of its second input
   * @param third the class of its third input
   * @param fourth the class of its fourth input
   * @param body the function; called by several threads at a time
   * @param <A> the first input
   * @param <B> the second input
   * @param <C> the third input
   * @param <D> the fourth input
   * @return other options
   * @throws IllegalArgumentException if the name is taken
   */
  @SuppressWarnings("NullAway") // see above
  public <A, B, C, D> MemberOptions function(
      String function,
      Class<A> first,
      Class<B> second,
      Class<C> third,
      Class<D> fourth,
      TaskFunction4<A, B, C, D, ?> body) {
    Objects.requireNonNull(body, "A function is null");
    return with(
        function,
        List.of(Boxed.of(first), Boxed.of(second), Boxed.of(third), Boxed.of(fourth)),
        given ->
            body.apply(
                Boxed.of(first).cast(given[0]),
                Boxed.of(second).cast(given[1]),
                Boxed.of(third).cast(given[2]),
                Boxed.of(fourth).cast(given[3])));
  }

  private MemberOptions with(String function, List<Class<?>> inputs, Body body) {
    Map<String, Body.Registered> more = new LinkedHashMap<>(functions);
    if (more.put(function, new Body.Registered(inputs, body)) != null) {
      throw new IllegalArgumentException("There is a function '" + function + "' already");
    }
    return new MemberOptions(slots, allowed, more, threads, callerTimeout, name);
  }

  /**
   * The threads that calls run on, one for each call. Virtual ones by default, as many of which
   * compute at a time as there are processors: functions that only compute, or that block in native
   * code, may rather have platform threads ({@code Thread.ofPlatform().factory()}). They should
   * where the process makes tasks, or has a {@link Cluster}, itself: that needs virtual threads,
   * too, and would wait until a function has ended.
   *
   * <p>The thread of a call may be made by that of another one: a factory whose threads inherit
   * values ({@link InheritableThreadLocal}) hands them from caller to caller.
   *
   * @param factory makes a thread that has not been started
   * @return other options
   */
  public MemberOptions threads(ThreadFactory factory) {
    Objects.requireNonNull(factory, "The factory is null");
    return new MemberOptions(slots, allowed, functions, factory, callerTimeout, name);
  }

  /**
   * How long a caller may be silent before what it has here is interrupted. Hazelcast tells at once
   * when the process of a caller ends; this is for all else. A caller with calls here is never
   * silent for longer than a few seconds.
   *
   * @param limit at least a second
   * @return other options
   * @throws IllegalArgumentException if it is less
   */
  public MemberOptions callerTimeout(Duration limit) {
    if (limit.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("A caller may be silent for a second: " + limit);
    }
    return new MemberOptions(slots, allowed, functions, threads, limit, name);
  }

  /**
   * What messages, events and exceptions call the member.
   *
   * @param name any text, should be unique in the cluster
   * @return other options
   */
  public MemberOptions name(String name) {
    Objects.requireNonNull(name, "The name is null");
    return new MemberOptions(slots, allowed, functions, threads, callerTimeout, name);
  }
}
