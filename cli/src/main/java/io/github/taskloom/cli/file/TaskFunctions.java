package io.github.taskloom.cli.file;

import io.github.taskloom.CancelledException;
import io.github.taskloom.Make;
import io.github.taskloom.MakeStoppedException;
import io.github.taskloom.Outcome;
import io.github.taskloom.Task;
import io.github.taskloom.TaskBuilder;
import io.github.taskloom.TaskException;
import io.github.taskloom.TaskState;
import io.github.taskloom.TaskTimeoutException;
import io.github.taskloom.cli.file.TaskEntry.Need;
import io.github.taskloom.policy.EdgeRule;
import java.time.Duration;
import java.util.Map;

/**
 * What tasks of a file do as tasks of the engine.
 *
 * @param tasks all of them by their names; has those that a task needs before it runs
 * @param work what a script does
 * @param grace how long that may go on after it was interrupted because its time was up
 */
record TaskFunctions(Map<String, Task<?>> tasks, TaskGraph.Work work, Duration grace) {

  /** A task without its needs. */
  TaskBuilder<Object> builder(TaskEntry entry) {
    TaskBuilder<Object> builder =
        Task.builder(entry.name(), () -> run(entry)).codec(AllowedFailure.CODEC);
    Attempts retry = entry.policy().retry();
    if (retry != null) {
      builder.retry(retry.asRetry());
    }
    Duration timeout = entry.policy().timeout();
    if (timeout != null && !entry.execution().mayFail()) {
      builder.timeout(timeout).abandonAfter(grace);
    }
    return builder;
  }

  /** The rule of a need for the engine, to which a task is DONE that was allowed to fail. */
  static EdgeRule rule(Need need, TaskEntry needed) {
    return need.rule() == EdgeRule.FAILED && needed.execution().mayFail()
        ? EdgeRule.COMPLETED
        : need.rule();
  }

  /** Whether there was anything to do, or the failure that it was allowed. */
  private Object run(TaskEntry entry) throws Exception {
    ensureNeeded(entry);
    String script = entry.script();
    if (script == null) {
      return true;
    }
    return entry.execution().mayFail() ? allowing(entry, script) : work.run(entry, script);
  }

  /** As {@link EdgeRule#FAILED} does, which cannot know of a failure that was allowed. */
  private void ensureNeeded(TaskEntry entry) {
    for (Need need : entry.needs()) {
      Task<?> other = tasks.get(need.name());
      if (need.rule() == EdgeRule.FAILED && other != null && !hasFailed(other)) {
        boolean isNotNeeded =
            !(other.outcome() instanceof Outcome.Cancelled<?> cancelled)
                || cancelled.why().isNotNeeded();
        throw new CancelledException(
            Task.current().orElseThrow(), other, "not needed", isNotNeeded, null);
      }
    }
  }

  private static boolean hasFailed(Task<?> task) {
    return task.state() == TaskState.FAILED
        || task.state() == TaskState.ABORT
        || AllowedFailure.of(task).isPresent();
  }

  /** The failure of the last attempt is the value; the others fail, so that the next one comes. */
  private Object allowing(TaskEntry entry, String script) throws Exception {
    Attempts retry = entry.policy().retry();
    int attempt = Task.current().orElseThrow().attempt();
    try {
      return limited(entry, script);
    } catch (CancelledException e) {
      throw e; // by a stop of the run
    } catch (Exception e) {
      boolean isMistakeHere = e instanceof RuntimeException && !(e instanceof TaskException);
      if (isMistakeHere || (retry != null && attempt < retry.most())) {
        throw e;
      }
      return new AllowedFailure(FailureText.of(e, attempt));
    }
  }

  /** Within the time of an attempt: a task that fails by its limit fails for good. */
  private boolean limited(TaskEntry entry, String script) throws Exception {
    Duration timeout = entry.policy().timeout();
    if (timeout == null) {
      return work.run(entry, script);
    }
    Task<Boolean> attempt =
        Task.builder(entry.name(), () -> work.run(entry, script))
            .timeout(timeout)
            .abandonAfter(grace)
            .build();
    try {
      return Make.defaults().get(attempt);
    } catch (MakeStoppedException e) {
      throw new CancelledException("stopped");
    } catch (TaskTimeoutException e) {
      throw e;
    } catch (TaskException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }
}
