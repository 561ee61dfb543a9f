package io.github.taskloom.internal.task;

import io.github.taskloom.TaskException;
import io.github.taskloom.internal.report.Described;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A function that gives a stage, as a task calls it: it has ended when the stage has, and gives or
 * throws what the stage has ended with.
 *
 * <p>The function's thread waits for a {@link StageRun} of its own, never in the stage: that may be
 * of any class, may ignore a cancel, and may run in a waiting thread what else is behind it. Or it
 * leaves that to no thread, as {@link TaskStage} says.
 *
 * @param <T> the value of the stage
 */
final class StageFunction<T extends @Nullable Object> extends UserFunction<T> {
  private final Callable<? extends @Nullable CompletionStage<? extends T>> begins;

  StageFunction(Callable<? extends @Nullable CompletionStage<? extends T>> begins) {
    super(begins instanceof UserFunction<?> adapted ? adapted.function() : begins);
    this.begins = begins;
  }

  @Override
  public T call() throws Exception {
    return endOf(begin());
  }

  /** As {@link #call()}, with interceptors around the call of the user's function alone. */
  T call(TaskNode<?> task, Interceptors around) throws Exception {
    return endOf(begin(task, around));
  }

  private T endOf(StageRun<T> run) throws Exception {
    if (!run.hasCome()) {
      try {
        waitFor(run);
      } catch (InterruptedException interrupted) {
        run.cancel(interrupted);
        throw interrupted;
      }
    }
    return run.end();
  }

  /** Calls the user's function, and does not wait for the stage that it gives. */
  StageRun<T> begin() throws Exception {
    CompletionStage<? extends T> stage = begins.call();
    if (stage == null) {
      throw noStage("its function returned null");
    }
    return runOf(stage);
  }

  /** As {@link #begin()}, with interceptors around the call; what they give is the stage. */
  @SuppressWarnings("unchecked") // of which value the stage is, is its author's word
  StageRun<T> begin(TaskNode<?> task, @Nullable Interceptors around) throws Exception {
    if (around == null) {
      return begin();
    }
    Object given = around.callForStage(task, begins);
    if (given instanceof CompletionStage<?> stage) {
      return runOf((CompletionStage<? extends T>) stage);
    }
    throw noStage("its function, or an interceptor, returned " + Described.of(given));
  }

  private static <T extends @Nullable Object> StageRun<T> runOf(
      CompletionStage<? extends T> stage) {
    Runner runner = Runner.current();
    if (runner != null) {
      runner.given(stage);
    }
    return StageRun.of(stage);
  }

  /**
   * Parks until the stage has ended. A method of the JDK throws what an interrupt ends the wait by,
   * which shows whose interrupt it was. If the function has swallowed the one that a cancel request
   * has brought, the wait ends all the same, by an exception that shows nothing of another one.
   */
  private void waitFor(StageRun<T> run) throws InterruptedException {
    FunctionKind.stuck(function()); // it waits: not on a caller's thread again
    Runner runner = Runner.current();
    if (runner != null && runner.isAskedToEnd()) {
      throw new InterruptedException("asked to end before the wait for the stage");
    }
    run.awaitManaged();
  }

  private static TaskException noStage(String why) {
    TaskNode<?> task = Objects.requireNonNull(AtWork.currentTask()); // whose function this is
    return new TaskException(task, task.name() + " has no stage to wait for: " + why);
  }
}
