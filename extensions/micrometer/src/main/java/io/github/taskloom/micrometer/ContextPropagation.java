package io.github.taskloom.micrometer;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.TaskInterceptor;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Carries the context of a make's caller into the functions of its tasks: all that has an accessor
 * in a {@link ContextRegistry}, such as the MDC of a logger, the present observation, who is logged
 * in.
 *
 * <pre>{@code
 * Make asCaller = ContextPropagation.ofCaller().applyTo(Make.defaults());
 * }</pre>
 *
 * <p><b>When.</b> It is captured by the thread that calls the make, when it does ({@code get},
 * {@code now}, {@code later}; of a {@code stream} where its first element is asked for), and is set
 * around each attempt's function, in the thread that runs it, in every mode: with an executor,
 * after a retry, under a limit. What the caller did not have is cleared meanwhile. Afterwards the
 * thread has its own again, whatever the function has set.
 *
 * <p><b>Not around</b> what runs outside of an interceptor, see {@link TaskInterceptor}: callbacks,
 * hooks and tests of a task's options, and what goes on with a stage after the call of its
 * function.
 *
 * <p><b>With {@link TaskloomObservations}</b> in any order: where both are given, the observation
 * that a function sees is its task's.
 *
 * <p>Immutable, for any thread.
 *
 * @since 0.1.0
 */
public final class ContextPropagation {
  private final ContextSnapshotFactory snapshots;

  private ContextPropagation(ContextSnapshotFactory snapshots) {
    this.snapshots = snapshots;
  }

  /**
   * Carries what has an accessor in {@link ContextRegistry#getInstance()}, where libraries register
   * theirs.
   *
   * @return the context of each caller
   */
  public static ContextPropagation ofCaller() {
    return ofCaller(ContextRegistry.getInstance());
  }

  /**
   * Carries what has an accessor in a registry.
   *
   * @param registry asked for the accessors at each make
   * @return the context of each caller
   */
  public static ContextPropagation ofCaller(ContextRegistry registry) {
    Objects.requireNonNull(registry, "The registry is null");
    return new ContextPropagation(
        ContextSnapshotFactory.builder().contextRegistry(registry).clearMissing(true).build());
  }

  /**
   * A make whose functions have the context of its caller.
   *
   * @param make any
   * @return it with this, inside of the interceptors that it has
   */
  public Make applyTo(Make make) {
    return make.around(interceptor());
  }

  /**
   * What carries it, for {@link Make#around}.
   *
   * @return an interceptor
   */
  public TaskInterceptor interceptor() {
    return TaskInterceptor.perMake(
        () -> {
          ContextSnapshot ofCaller = snapshots.captureAll();
          return (task, next) -> call(ofCaller, task, next);
        });
  }

  private static @Nullable Object call(
      ContextSnapshot ofCaller, Task<?> task, Callable<? extends @Nullable Object> next)
      throws Exception {
    boolean keepsObservation = isObserved(task);
    ContextSnapshot.Scope scope =
        ofCaller.setThreadLocals(
            key -> !(keepsObservation && ObservationThreadLocalAccessor.KEY.equals(key)));
    try {
      return next.call();
    } finally {
      scope.close();
    }
  }

  /** Whether the present observation is that of the task: another interceptor has begun it. */
  private static boolean isObserved(Task<?> task) {
    Observation present = ObservationThreadLocalAccessor.getInstance().getValue();
    return present != null
        && present.getContextView() instanceof TaskObservationContext context
        && context.getTask() == task;
  }

  @Override
  public String toString() {
    return "ContextPropagation.ofCaller()";
  }
}
