package io.github.taskloom.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import io.github.taskloom.TaskFunction;
import io.github.taskloom.TaskFunction2;
import io.github.taskloom.TaskFunction3;
import io.github.taskloom.TaskFunction4;
import io.github.taskloom.hazelcast.internal.caller.Caller;
import io.github.taskloom.hazelcast.internal.caller.CallerSettings;
import io.github.taskloom.hazelcast.internal.wire.Values;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The members of a Hazelcast cluster, as tasks use them: it makes of a function one that runs
 * there, for each task that takes a function of a stage.
 *
 * <pre>{@code
 * try (Cluster cluster = Cluster.of(hazelcast)) {
 *   Task<Integer> a = Task.of("a", () -> 20);
 *   Task<Integer> doubled = Task.async("doubled", a, cluster.remote((Integer n) -> 2 * n));
 *   Task<Integer> sum = Task.builder("sum").inputs(a, doubled)
 *       .retry(Retry.times(3))
 *       .runAsync(cluster.remote((Integer x, Integer y) -> x + y));
 *   System.out.println(Make.defaults().get(sum));
 * }
 * }</pre>
 *
 * <p><b>Tasks.</b> They are tasks as {@link io.github.taskloom.Task#async} declares them, and all
 * that is said there holds: without rules no thread waits for them. Options, retry, limits and a
 * journal are those of the declaration. Local tasks never leave their process.
 *
 * <p><b>Way.</b> A function and its inputs are serialized as the function is called, by the
 * attempt's thread. Ready calls go out in batches that fill the slots of the members, the least
 * full one first; results come back in batches. A member that is slow gets no more than it has room
 * for.
 *
 * <p><b>Failure.</b> What the function throws is the attempt's failure: the exception itself where
 * {@link ClusterOptions#allow} names its class or it is one of the JDK's basic ones, else a {@link
 * RemoteFailedException}. All else is a {@link ClusterException}. A function is called at most once
 * for an attempt, and is not called again for one whose member is lost: that fails with a {@link
 * MemberLostException}, which a retry rule takes as any failure.
 *
 * <p><b>Cancellation.</b> A cancel of the task, and a limit that is up, end the call at once; on
 * its member the function is interrupted, or not begun. The task does not wait for it there.
 *
 * <p><b>Memory effects.</b> Inputs and results are copies. What a function changes in its inputs
 * the caller does not see.
 *
 * <p><b>Stages.</b> What is chained to a stage runs on the thread that brings a batch of results,
 * one after the other: what takes long goes by a method that ends with {@code Async}, or into a
 * task of its own.
 *
 * <p>For any thread, from a member of the cluster or from a client.
 *
 * @since 0.1.0
 */
public final class Cluster implements AutoCloseable {
  private static final String NO_FUNCTION = "A function is null";

  private final Caller caller;
  private final @Nullable String near;

  private Cluster(Caller caller, @Nullable String near) {
    this.caller = caller;
    this.near = near;
  }

  /**
   * The cluster that a member or client of Hazelcast belongs to.
   *
   * @param hazelcast stays the user's, who shuts it down
   * @return until it is closed
   */
  public static Cluster of(HazelcastInstance hazelcast) {
    return of(hazelcast, ClusterOptions.defaults());
  }

  /**
   * The cluster that a member or client of Hazelcast belongs to.
   *
   * @param hazelcast stays the user's, who shuts it down
   * @param options how calls are handed out
   * @return until it is closed
   */
  public static Cluster of(HazelcastInstance hazelcast, ClusterOptions options) {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    ClassLoader loader =
        context != null ? context : Objects.requireNonNull(Cluster.class.getClassLoader());
    CallerSettings settings =
        new CallerSettings(
            Objects.requireNonNullElse(options.name, hazelcast.getName()),
            new Values(options.allowed, loader),
            options.underWay,
            options.batchCalls,
            options.batchBytes,
            Nanos.of(options.memberWait));
    return new Cluster(Caller.open(hazelcast, settings), null);
  }

  /**
   * This cluster, for calls that prefer one member: that of the key, the same for all callers as
   * long as the members stay. If it has no room they go to the next one of the key, and do not
   * wait.
   *
   * <pre>{@code
   * Task<Report> report = Task.async("report", cluster.near("customer-7").remote(() -> report(7)));
   * }</pre>
   *
   * @param key any text
   * @return the same cluster; to close it closes this one
   */
  public Cluster near(String key) {
    return new Cluster(caller, Objects.requireNonNull(key, "The key is null"));
  }

  /**
   * A function that runs on a member.
   *
   * @param function is sent: a lambda, a method reference or an object of a class that members have
   * @param <R> the result
   * @return calls it there, and gives the stage of its result
   */
  public <R extends @Nullable Object> Callable<CompletionStage<R>> remote(
      RemoteCallable<R> function) {
    Objects.requireNonNull(function, NO_FUNCTION);
    return () -> call(function);
  }

  /**
   * A function of one input that runs on a member.
   *
   * @param function is sent: a lambda, a method reference or an object of a class that members have
   * @param <A> the input
   * @param <R> the result
   * @return calls it there, and gives the stage of its result
   */
  public <A extends @Nullable Object, R extends @Nullable Object>
      TaskFunction<A, CompletionStage<R>> remote(RemoteFunction<A, R> function) {
    Objects.requireNonNull(function, NO_FUNCTION);
    return first -> call(function, first);
  }

  /**
   * A function of two inputs that runs on a member.
   *
   * @param function is sent: a lambda, a method reference or an object of a class that members have
   * @param <A> the first input
   * @param <B> the second input
   * @param <R> the result
   * @return calls it there, and gives the stage of its result
   */
  public <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
      TaskFunction2<A, B, CompletionStage<R>> remote(RemoteFunction2<A, B, R> function) {
    Objects.requireNonNull(function, NO_FUNCTION);
    return (first, second) -> call(function, first, second);
  }

  /**
   * A function of three inputs that runs on a member.
   *
   * @param function is sent: a lambda, a method reference or an object of a class that members have
   * @param <A> the first input
   * @param <B> the second input
   * @param <C> the third input
   * @param <R> the result
   * @return calls it there, and gives the stage of its result
   */
  public <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          R extends @Nullable Object>
      TaskFunction3<A, B, C, CompletionStage<R>> remote(RemoteFunction3<A, B, C, R> function) {
    Objects.requireNonNull(function, NO_FUNCTION);
    return (first, second, third) -> call(function, first, second, third);
  }

  /**
   * A function of four inputs that runs on a member.
   *
   * @param function is sent: a lambda, a method reference or an object of a class that members have
   * @param <A> the first input
   * @param <B> the second input
   * @param <C> the third input
   * @param <D> the fourth input
   * @param <R> the result
   * @return calls it there, and gives the stage of its result
   */
  public <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          R extends @Nullable Object>
      TaskFunction4<A, B, C, D, CompletionStage<R>> remote(
          RemoteFunction4<A, B, C, D, R> function) {
    Objects.requireNonNull(function, NO_FUNCTION);
    return (first, second, third, fourth) -> call(function, first, second, third, fourth);
  }

  /**
   * A function that members have registered, by its name: no code is sent. Members without it are
   * passed over.
   *
   * @param function its name
   * @param result the class of its result; another one fails the attempt
   * @param <R> the result
   * @return calls it there, with none to four inputs, and gives the stage of its result
   */
  public <R> NamedFunction<R> named(String function, Class<R> result) {
    Objects.requireNonNull(function, "The name is null");
    return new NamedFunction<>(caller, function, near, Boxed.of(result));
  }

  @SuppressWarnings("unchecked") // the function gives an R
  private <R extends @Nullable Object> CompletionStage<R> call(
      Object function, @Nullable Object... inputs) {
    return (CompletionStage<R>)
        (CompletionStage<?>) caller.call(function, null, near, null, inputs);
  }

  /**
   * The members that take calls now. It waits for 5 seconds at most; of a member that does not
   * answer it is told what was known before.
   *
   * @return their names
   * @throws com.hazelcast.core.HazelcastException if none is known, and Hazelcast does not answer
   */
  public List<String> members() {
    return caller.members();
  }

  /**
   * Takes no more calls. Those under way fail with a {@link ClusterClosedException}, and what runs
   * on members is interrupted. The Hazelcast instance stays. A second time it does nothing.
   */
  @Override
  public void close() {
    caller.close();
  }

  @Override
  public String toString() {
    return "Cluster[" + caller + (near == null ? "" : ", near " + near) + "]";
  }
}
