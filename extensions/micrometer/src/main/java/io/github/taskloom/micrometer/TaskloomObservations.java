package io.github.taskloom.micrometer;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.TaskInterceptor;
import io.micrometer.observation.ObservationRegistry;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Observes makes: one observation for each make, and within it one for each attempt of a task. By
 * the handlers of the registry they become timers, spans, or both.
 *
 * <pre>{@code
 * Make nightly = TaskloomObservations.of(registry).name("nightly").applyTo(Make.defaults());
 * }</pre>
 *
 * <p><b>Which.</b> {@code taskloom.make} begins where the make is called ({@code get}, {@code now},
 * {@code later}; of a {@code stream} where its first element is asked for), and ends before that
 * returns. {@code taskloom.task} is around the function of a task, in the thread that runs it: what
 * that thread does meanwhile belongs to it. Each attempt has one of its own. Of a task that waits
 * for a stage ({@link Task#async}) it ends when the stage does; one that a limit has left behind
 * ends when its function does, which may be after its make. What no make runs is not observed:
 * {@link Task#dispatch()}, {@link Task#bg()}, a {@link io.github.taskloom.TaskQueue}.
 *
 * <p><b>Parents.</b> That of a make is the observation which is current where the make is called;
 * that of a task is its make's, in whichever thread it runs. So a make that a function calls hangs
 * under the task of that function, if both are observed.
 *
 * <p><b>Key values.</b> Those that become tags of metrics have few values: {@code make}, the {@link
 * #name}; {@code outcome}; {@code task}, which is "none" unless {@link #taskTag} tells it. Names of
 * tasks are for spans alone. See {@link MakeObservationConvention} and {@link
 * TaskObservationConvention}, which may be given as others.
 *
 * <p><b>Failure.</b> What the registry's handlers, a convention or a tag's function throw fails
 * neither a task nor its make: it is logged once.
 *
 * <p>Immutable, for any thread. A registry that observes nothing costs a look at it for each make.
 *
 * @since 0.1.0
 */
public final class TaskloomObservations {
  /** So many different names of tasks are names of spans; later ones are all the same. */
  private static final int MOST_SPAN_NAMES = 1000;

  private final Settings settings;

  private TaskloomObservations(Settings settings) {
    this.settings = settings;
  }

  /**
   * Observes by a registry.
   *
   * @param registry told of all makes that this is applied to
   * @return observations of makes that have no name
   */
  public static TaskloomObservations of(ObservationRegistry registry) {
    return new TaskloomObservations(
        new Settings(
            Objects.requireNonNull(registry, "The registry is null"),
            Settings.UNNAMED,
            task -> null,
            new BoundedValues(MOST_SPAN_NAMES),
            null,
            null,
            new Faults()));
  }

  /**
   * The same with a name for the makes: their key value {@code make}.
   *
   * @param make one of few, since each has metrics of its own
   * @return a new value
   */
  public TaskloomObservations name(String make) {
    return new TaskloomObservations(
        settings.withName(Objects.requireNonNull(make, "The name is null")));
  }

  /**
   * The same with the key value {@code task} for the tasks, of which the first 100 different ones
   * are kept: further ones are "other".
   *
   * <pre>{@code
   * TaskloomObservations byKind =
   *     TaskloomObservations.of(registry).taskTag(task -> task.name().split(" ")[0]);
   * }</pre>
   *
   * @param tag what the metrics of a task are counted under, {@code Task::name} where there are few
   *     of them; null for "none". Called by the thread that runs the task
   * @return a new value
   */
  public TaskloomObservations taskTag(Function<? super Task<?>, @Nullable String> tag) {
    return taskTag(tag, 100);
  }

  /**
   * As {@link #taskTag(Function)}.
   *
   * @param tag what the metrics of a task are counted under
   * @param most how many different ones are kept
   * @return a new value
   * @throws IllegalArgumentException if that is less than 1
   */
  public TaskloomObservations taskTag(Function<? super Task<?>, @Nullable String> tag, int most) {
    Objects.requireNonNull(tag, "The function is null");
    BoundedValues few = new BoundedValues(most);
    return new TaskloomObservations(
        settings.withTag(
            task -> {
              String value = tag.apply(task);
              return value == null ? null : few.bounded(value, BoundedValues.OTHER);
            }));
  }

  /**
   * The same with another convention for makes, before one of the registry's.
   *
   * @param convention their names and key values
   * @return a new value
   */
  public TaskloomObservations convention(MakeObservationConvention convention) {
    return new TaskloomObservations(settings.with(Objects.requireNonNull(convention)));
  }

  /**
   * The same with another convention for tasks, before one of the registry's.
   *
   * @param convention their names and key values
   * @return a new value
   */
  public TaskloomObservations convention(TaskObservationConvention convention) {
    return new TaskloomObservations(settings.with(Objects.requireNonNull(convention)));
  }

  /**
   * A make that is observed. Interceptors that it has are outside of the tasks' observations.
   *
   * @param make any
   * @return it with these observations; the same if the registry is {@link
   *     ObservationRegistry#NOOP}
   */
  public Make applyTo(Make make) {
    return settings.registry() == ObservationRegistry.NOOP ? make : make.around(interceptor());
  }

  /**
   * What observes, for {@link Make#around}.
   *
   * @return an interceptor
   */
  public TaskInterceptor interceptor() {
    return TaskInterceptor.perMake(() -> MakeObservation.begin(settings));
  }

  @Override
  public String toString() {
    return "TaskloomObservations[make=" + settings.make() + "]";
  }
}
