package io.github.taskloom.micrometer;

import io.github.taskloom.Make;
import io.github.taskloom.Tasks;
import io.github.taskloom.fsm.Registration;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Meters of what makes have to do at present, and of how long tasks wait for a thread, beside the
 * timers of {@link TaskloomObservations}.
 *
 * <pre>{@code
 * TaskloomMetrics metrics = TaskloomMetrics.ofAllMakes();
 * metrics.bindTo(registry);
 * }</pre>
 *
 * <table>
 * <caption>The meters; each has the tag {@code make} but for the abandoned ones, which are those of
 * the JVM</caption>
 * <tr><th>{@code taskloom.makes.running}</th><td>gauge: makes that have begun and not ended</td></tr>
 * <tr><th>{@code taskloom.tasks.running}</th><td>gauge: attempts that have begun and not ended</td></tr>
 * <tr><th>{@code taskloom.tasks.ready}</th><td>gauge: tasks whose turn has come, and that no thread
 * has begun; those at an executor are among them</td></tr>
 * <tr><th>{@code taskloom.tasks.abandoned}</th><td>gauge: {@link Tasks#abandoned()}, functions that
 * a limit has left behind</td></tr>
 * <tr><th>{@code taskloom.task.wait}</th><td>timer: from a task's turn to its first attempt</td></tr>
 * <tr><th>{@code taskloom.task.retries}</th><td>counter: attempts that another one follows</td></tr>
 * <tr><th>{@code taskloom.events.dropped}</th><td>counter: events that came too fast for this; the
 * other meters lack them</td></tr>
 * </table>
 *
 * <p>No make waits for it: it is told by a thread of the engine's, as each {@linkplain
 * Make#listener listener} is, and so is a little behind. A task that several makes wait for counts
 * in each. For any thread.
 *
 * @since 0.1.0
 */
public final class TaskloomMetrics implements MeterBinder, AutoCloseable {
  private final String make;
  private final boolean isOfAll;
  private final MeterFeed feed = new MeterFeed();

  /** Guarded by this; null before it listens, and after its end. */
  private @Nullable Registration everywhere;

  private TaskloomMetrics(String make, boolean isOfAll) {
    this.make = make;
    this.isOfAll = isOfAll;
  }

  /**
   * Of all makes of this JVM that begin after the first {@link #bindTo}; their tag {@code make} is
   * "all".
   *
   * @return meters that have no registry yet
   */
  public static TaskloomMetrics ofAllMakes() {
    return new TaskloomMetrics("all", true);
  }

  /**
   * Of those makes that it is {@linkplain #applyTo applied} to.
   *
   * @param make their tag {@code make}
   * @return meters that have no registry yet
   */
  public static TaskloomMetrics of(String make) {
    return new TaskloomMetrics(Objects.requireNonNull(make, "The name is null"), false);
  }

  /**
   * A make that is measured. Keep it: each call of this method has a thread of its own.
   *
   * @param make any
   * @return it with a listener; the same if this is of all makes
   */
  public Make applyTo(Make make) {
    return isOfAll ? make : make.listener(feed);
  }

  /**
   * Has the meters in a registry, one of several maybe. A second time it changes nothing.
   *
   * @param registry where
   */
  @Override
  public synchronized void bindTo(MeterRegistry registry) {
    Tags tags = Tags.of("make", make);
    if (!feed.add(registry, tags)) {
      return;
    }
    gauge(registry, tags, "taskloom.makes.running", "Makes that go on", MeterFeed::makes);
    gauge(registry, tags, "taskloom.tasks.running", "Attempts at work", MeterFeed::running);
    gauge(registry, tags, "taskloom.tasks.ready", "Tasks that wait for a thread", MeterFeed::ready);
    Gauge.builder("taskloom.tasks.abandoned", Tasks::abandoned)
        .description("Functions that a limit has left behind, and that go on")
        .register(registry);
    if (isOfAll && everywhere == null) {
      everywhere = Make.listenEverywhere(feed);
    }
  }

  private void gauge(
      MeterRegistry registry,
      Tags tags,
      String name,
      String description,
      ToDoubleFunction<MeterFeed> value) {
    Gauge.builder(name, feed, value)
        .tags(tags)
        .description(description)
        .strongReference(true) // as long as the registry, as counters are
        .register(registry);
  }

  /**
   * Ends it: makes of this JVM that begin after that are not measured, but for those that it was
   * applied to. The meters stay.
   */
  @Override
  public synchronized void close() {
    Registration listening = everywhere;
    everywhere = null;
    if (listening != null) {
      listening.close();
    }
  }

  @Override
  public String toString() {
    return "TaskloomMetrics[make=" + make + "]";
  }
}
