package io.github.taskloom.cli.run;

import io.github.taskloom.Outcome;
import io.github.taskloom.PrerequisiteException;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.cli.file.AllowedFailure;
import io.github.taskloom.cli.file.FailureText;
import io.github.taskloom.cli.file.Names;
import io.github.taskloom.cli.show.TaskResult;
import io.github.taskloom.cli.show.TaskResult.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the tasks of one making ended: by themselves or by another one. By one thread at a time. */
final class Endings {
  /** Where it began for those that were kept from running: a long chain is walked but once. */
  private final Map<Task<?>, Task<?>> roots = new HashMap<>();

  /**
   * How a task stands.
   *
   * @param duration how long it ran, or null if it did not
   */
  TaskResult result(Task<?> task, @Nullable Duration duration) {
    String allowed = AllowedFailure.of(task).orElse(null);
    if (allowed != null) {
      return new TaskResult(
          task.name(), TaskState.FAILED, duration, allowed, Part.ALLOWED, /* blocker= */ null);
    }
    Task<?> blocker = blocker(task);
    if (blocker == null) {
      return new TaskResult(task.name(), task.state(), duration, ownReason(task));
    }
    if (isSkipped(task)) {
      String why = "not needed, " + Names.quoted(blocker.name()) + " is " + shownState(blocker);
      // It may have begun to look whether it is needed, which is no time to tell.
      return new TaskResult(task.name(), task.state(), null, why, Part.SKIPPED, null);
    }
    Task<?> root = root(task);
    String why = "blocked by " + Names.quoted(root.name()) + ", which is " + root.state();
    return new TaskResult(task.name(), task.state(), duration, why, Part.WANTED, root.name());
  }

  /** What kept a task from running: one that it needs; null when it ran, or may still do so. */
  private static @Nullable Task<?> blocker(Task<?> task) {
    Outcome<?> outcome = task.outcome();
    if (outcome instanceof Outcome.Failed<?> failed) {
      return failed.cause() instanceof PrerequisiteException e ? e.prerequisite() : null;
    }
    return outcome instanceof Outcome.Cancelled<?> cancelled ? cancelled.why().blocker() : null;
  }

  /** The task at the end of the chain of those that kept each other from running. */
  private Task<?> root(Task<?> task) {
    List<Task<?>> chain = new ArrayList<>();
    Task<?> root = task;
    for (Task<?> next = task; next != null; next = blocker(next)) {
      root = roots.getOrDefault(next, next);
      if (root != next) {
        break;
      }
      chain.add(next);
    }
    for (Task<?> link : chain) {
      if (link != root) {
        roots.put(link, root);
      }
    }
    return root;
  }

  /**
   * Whether a task is CANCELLED since it was there for a failure that did not come, or is behind
   * one of those. What is kept from running by the rule of all other edges has a prerequisite that
   * is FAILED or CANCELLED itself, so at the root of the chain stands a task that is DONE, or none.
   */
  private boolean isSkipped(Task<?> task) {
    Task<?> root = root(task);
    return root != task && root.state() == TaskState.DONE;
  }

  private String shownState(Task<?> blocker) {
    return isSkipped(blocker) ? "skipped" : blocker.state().name();
  }

  private static String ownReason(Task<?> task) {
    Outcome<?> outcome = task.outcome();
    if (outcome instanceof Outcome.Failed<?> failed) {
      return FailureText.of(failed.cause(), task.attempt());
    }
    return outcome instanceof Outcome.Cancelled<?> cancelled ? FailureText.of(cancelled.why()) : "";
  }
}
