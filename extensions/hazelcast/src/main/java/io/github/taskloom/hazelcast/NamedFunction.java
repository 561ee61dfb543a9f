package io.github.taskloom.hazelcast;

import io.github.taskloom.TaskFunction;
import io.github.taskloom.TaskFunction2;
import io.github.taskloom.TaskFunction3;
import io.github.taskloom.TaskFunction4;
import io.github.taskloom.hazelcast.internal.caller.Caller;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A function that members have registered ({@link MemberOptions#function}), as a task takes it:
 * with none to four inputs of any serializable classes.
 *
 * <pre>{@code
 * Task<Image> small = Task.async("small", image, cluster.named("resize", Image.class));
 * }</pre>
 *
 * <p>Immutable; for any thread. What it gives is as {@link Cluster} says.
 *
 * @param <R> the result
 * @since 0.1.0
 */
public final class NamedFunction<R extends @Nullable Object>
    implements Callable<CompletionStage<R>>,
        TaskFunction<@Nullable Object, CompletionStage<R>>,
        TaskFunction2<@Nullable Object, @Nullable Object, CompletionStage<R>>,
        TaskFunction3<@Nullable Object, @Nullable Object, @Nullable Object, CompletionStage<R>>,
        TaskFunction4<
            @Nullable Object,
            @Nullable Object,
            @Nullable Object,
            @Nullable Object,
            CompletionStage<R>> {
  private final Caller caller;
  private final String name;
  private final @Nullable String near;
  private final Class<?> result;

  NamedFunction(Caller caller, String name, @Nullable String near, Class<?> result) {
    this.caller = caller;
    this.name = name;
    this.near = near;
    this.result = result;
  }

  @Override
  public CompletionStage<R> call() {
    return with();
  }

  @Override
  public CompletionStage<R> apply(@Nullable Object first) {
    return with(first);
  }

  @Override
  public CompletionStage<R> apply(@Nullable Object first, @Nullable Object second) {
    return with(first, second);
  }

  @Override
  public CompletionStage<R> apply(
      @Nullable Object first, @Nullable Object second, @Nullable Object third) {
    return with(first, second, third);
  }

  @Override
  public CompletionStage<R> apply(
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third,
      @Nullable Object fourth) {
    return with(first, second, third, fourth);
  }

  @SuppressWarnings("unchecked") // the stage looks at the class of what it is completed with
  private CompletionStage<R> with(@Nullable Object... inputs) {
    return (CompletionStage<R>) (CompletionStage<?>) caller.call(null, name, near, result, inputs);
  }

  @Override
  public String toString() {
    return "NamedFunction[" + name + "]";
  }
}
