package io.github.taskloom.micrometer;

import io.github.taskloom.Outcome;
import io.github.taskloom.Task;
import io.github.taskloom.TaskInterceptor;
import io.micrometer.observation.Observation;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One make that is observed: begun by its caller, ended by the thread that ends the make. */
final class MakeObservation implements TaskInterceptor {
  private static final MakeObservationConvention CONVENTION = new MakeObservationConvention() {};

  private final Settings settings;
  private final MakeObservationContext context;

  /** Which does nothing where it is not wanted. */
  private final Observation observation;

  /** That of the tasks; null for none. */
  private final @Nullable Observation parent;

  private MakeObservation(
      Settings settings,
      MakeObservationContext context,
      Observation observation,
      @Nullable Observation parent) {
    this.settings = settings;
    this.context = context;
    this.observation = observation;
    this.parent = parent;
  }

  /** By the caller of the make. */
  static TaskInterceptor begin(Settings settings) {
    if (settings.registry().isNoop()) {
      return (task, next) -> next.call();
    }
    Observation around = settings.registry().getCurrentObservation();
    MakeObservationContext context = new MakeObservationContext(settings.make());
    Observation begun = Observation.NOOP;
    try {
      begun =
          Observation.createNotStarted(
                  settings.makes(), CONVENTION, () -> context, settings.registry())
              .start();
    } catch (Exception thrown) {
      settings.faults().tell(thrown);
    }
    return new MakeObservation(settings, context, begun, begun.isNoop() ? around : begun);
  }

  @Override
  public @Nullable Object around(Task<?> task, Callable<? extends @Nullable Object> next)
      throws Exception {
    AttemptObservation attempt = AttemptObservation.begin(settings, task, parent);
    Object value;
    try {
      value = next.call();
    } catch (Throwable thrown) {
      attempt.leave();
      attempt.end(thrown);
      throw thrown;
    }
    attempt.leave();
    attempt.end(null);
    return value;
  }

  /** Ends with the stage, which is given on as one that is complete only after that. */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the engine waits for it
  public @Nullable Object aroundStage(Task<?> task, Callable<? extends @Nullable Object> next)
      throws Exception {
    AttemptObservation attempt = AttemptObservation.begin(settings, task, parent);
    Object given;
    try {
      given = next.call();
      attempt.leave();
      if (given instanceof CompletionStage<?> stage) {
        return ObservedStage.of(stage, attempt);
      }
    } catch (Throwable thrown) {
      attempt.leave();
      attempt.end(thrown);
      throw thrown;
    }
    attempt.end(null);
    return given; // of which the task says that it is no stage
  }

  @Override
  public void makeEnds(List<Task<?>> goals) {
    String outcome = outcome(goals);
    context.ended(goals, outcome);
    try {
      if (outcome.equals("FAILED")) {
        observation.error(failure(goals));
      }
      observation.stop();
    } catch (Exception thrown) {
      settings.faults().tell(thrown);
    }
  }

  private static String outcome(List<Task<?>> goals) {
    String worst = "DONE";
    for (Task<?> goal : goals) {
      switch (goal.state()) {
        case DONE -> {}
        case FAILED, ABORT -> {
          return "FAILED";
        }
        case CANCELLED -> {
          if (worst.equals("DONE")) {
            worst = "CANCELLED";
          }
        }
        default -> worst = "STOPPED";
      }
    }
    return worst;
  }

  private static Throwable failure(List<Task<?>> goals) {
    for (Task<?> goal : goals) {
      if (goal.outcome() instanceof Outcome.Failed<?> failed) {
        return failed.cause();
      }
    }
    return new IllegalStateException("A goal has failed"); // and was opened again since
  }
}
