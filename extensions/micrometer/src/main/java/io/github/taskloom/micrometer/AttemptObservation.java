package io.github.taskloom.micrometer;

import io.github.taskloom.CancelledException;
import io.github.taskloom.RunState;
import io.github.taskloom.Task;
import io.micrometer.observation.Observation;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One attempt that is observed. Begun and left by the thread that calls the function; ended once,
 * by that one, or by what ends its stage: the first one ends it.
 */
final class AttemptObservation {
  private static final TaskObservationConvention CONVENTION = new TaskObservationConvention() {};

  private final Settings settings;
  private final TaskObservationContext context;
  private final RunState runState; // of this attempt, whatever becomes of the task
  private final AtomicBoolean isOver = new AtomicBoolean();

  // By the thread that calls the function, before that is called.
  private Observation observation = Observation.NOOP;
  private Observation.@Nullable Scope scope; // null once it is closed
  private final Observation.@Nullable Scope before;

  private AttemptObservation(Settings settings, TaskObservationContext context) {
    this.settings = settings;
    this.context = context;
    this.runState = context.getTask().runState();
    this.before = settings.registry().getCurrentObservationScope();
  }

  /**
   * From now on what the calling thread does belongs to the attempt.
   *
   * @param parent the make's; null for none
   */
  static AttemptObservation begin(Settings settings, Task<?> task, @Nullable Observation parent) {
    AttemptObservation begun =
        new AttemptObservation(
            settings,
            new TaskObservationContext(
                task, settings.make(), tag(settings, task), span(settings, task)));
    try {
      begun.start(parent);
    } catch (Exception | Error thrown) {
      begun.failedInScope(thrown);
    }
    return begun;
  }

  private static @Nullable String tag(Settings settings, Task<?> task) {
    try {
      return settings.tag().apply(task);
    } catch (Exception thrown) {
      settings.faults().tell(thrown);
      return null;
    }
  }

  private static String span(Settings settings, Task<?> task) {
    String name = settings.spanNames().bounded(task.name(), "");
    return name.isEmpty() ? "task" : "task " + name;
  }

  private void start(@Nullable Observation parent) {
    // Tracers take what is current in the thread for the parent, whichever observation is named.
    Observation.Scope ofMake = parent == null ? Observation.Scope.NOOP : parent.openScope();
    try {
      Observation created =
          Observation.createNotStarted(
              settings.tasks(), CONVENTION, () -> context, settings.registry());
      observation = created.isNoop() ? created : created.parentObservation(parent).start();
    } finally {
      ofMake.close();
    }
    // Of an attempt that is not wanted the make's: what the function does hangs under that.
    Observation current = observation.isNoop() ? parent : observation;
    if (current != null) {
      scope = current.openScope();
    }
  }

  /** What the thread does from now on does not belong to the attempt any more. */
  void leave() {
    Observation.Scope opened = scope;
    scope = null;
    if (opened != null) {
      try {
        opened.close();
      } catch (Exception | Error thrown) {
        failedInScope(thrown);
      }
    }
  }

  /** A handler has thrown: the thread is left as it was found all the same. */
  private void failedInScope(Throwable thrown) {
    settings.registry().setCurrentObservationScope(before);
    if (thrown instanceof Error error) { // the end of the stack, say
      throw error;
    }
    settings.faults().tell((Exception) thrown);
  }

  /**
   * The function, or its stage, has ended.
   *
   * @param thrown what it has failed with; null if it has not
   */
  void end(@Nullable Throwable thrown) {
    if (!isOver.compareAndSet(false, true)) {
      return;
    }
    Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : null;
    Throwable failure = cause == null ? thrown : cause;
    context.ended(outcome(failure));
    try {
      if (failure != null) {
        observation.error(failure);
      }
      observation.stop();
    } catch (Exception fault) {
      settings.faults().tell(fault);
    }
  }

  private String outcome(@Nullable Throwable failure) {
    if (runState.isCancelled()
        || failure instanceof CancelledException
        || failure instanceof CancellationException) {
      return "STOPPED";
    }
    return failure == null ? "DONE" : "FAILED";
  }
}
