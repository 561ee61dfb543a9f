package io.github.taskloom.internal.task;

import io.github.taskloom.CancelledException;
import io.github.taskloom.Explanation;
import io.github.taskloom.PrerequisiteException;
import io.github.taskloom.Task;
import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskState;
import io.github.taskloom.fsm.Transition;
import io.github.taskloom.internal.report.Described;
import io.github.taskloom.policy.Attempt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Follows what a task waits for, or failed by, to the task where it begins. */
public final class Explaining {
  private Explaining() {}

  public static Explanation of(TaskNode<?> task) {
    List<Explanation.Step> steps = new ArrayList<>();
    Set<TaskNode<?>> seen = new LinkedHashSet<>(); // tasks are equal by identity
    TaskNode<?> next = task;
    while (next != null && seen.add(next)) {
      TaskStatus now = next.status();
      List<TaskNode<?>> inside = InnerMakes.atWork(next, now);
      TaskNode<?> blocker = inside.isEmpty() ? blocker(next, now) : inside.getFirst();
      String reason = reason(next, now, blocker) + inside(inside);
      if (blocker != null && seen.contains(blocker)) {
        reason += ", which is a circle: no make can complete it";
      }
      steps.add(new Explanation.Step(next, now.state(), since(next), reason));
      next = blocker;
    }
    return new Explanation(steps);
  }

  private static @Nullable TaskNode<?> blocker(TaskNode<?> task, TaskStatus now) {
    if (now.detail() instanceof PrerequisiteException failed) {
      return node(failed.prerequisite());
    }
    if (now.detail() instanceof CancelledException cancelled) {
      return node(cancelled.blocker());
    }
    if (now.state() == TaskState.PENDING || now.state() == TaskState.PREPARE) {
      Blocker blocker = Blocker.among(task);
      return blocker == null ? null : blocker.task();
    }
    return null;
  }

  private static String inside(List<TaskNode<?>> atWork) {
    if (atWork.isEmpty()) {
      return "";
    }
    String others = atWork.size() > 1 ? " and " + (atWork.size() - 1) + " more" : "";
    return ", and makes " + atWork.getFirst().name() + others + " there";
  }

  private static @Nullable TaskNode<?> node(@Nullable Task<?> task) {
    return task == null ? null : TaskNode.of(task);
  }

  private static String reason(TaskNode<?> task, TaskStatus now, @Nullable TaskNode<?> blocker) {
    return switch (now.state()) {
      case PREPARE -> "it waits for its event prepared";
      case PENDING -> pending(task, now, blocker);
      case QUEUED -> "it waits for a thread of its executor";
      case RUNNING -> running(now);
      case DONE ->
          now.detail() instanceof Restored
              ? "it was restored with the result that it had before"
              : "it has its result";
      case FAILED, CANCELLED, ABORT -> settled(task, now, blocker);
    };
  }

  private static String pending(TaskNode<?> task, TaskStatus now, @Nullable TaskNode<?> blocker) {
    if (blocker == null) {
      return now.detail() instanceof Backoff backoff
          ? "attempt " + now.attempt() + " is to begin in " + backoff.left() + failedBefore(task)
          : "nothing blocks it; it waits for a make, or for a dispatch";
    }
    // One that is given up is not among them: it aborts the task once they have settled.
    long others = task.blockers().stream().filter(other -> other != blocker).count();
    return "it waits for "
        + blocker.name()
        + (others > 0 ? " and " + others + " more" : "")
        + hintFor(blocker.state());
  }

  private static String hintFor(TaskState blocker) {
    if (blocker == TaskState.ABORT) {
      return ", which is given up for good";
    }
    return blocker.isSettled() ? ", which has to be retried or repaired" : "";
  }

  private static String failedBefore(TaskNode<?> task) {
    List<Attempt> attempts = task.attempts();
    Throwable cause = attempts.isEmpty() ? null : attempts.getLast().cause();
    return cause == null ? "" : "; the last one failed: " + Described.of(cause);
  }

  private static String running(TaskStatus now) {
    if (now.detail() instanceof Runner runner) {
      return "its function runs in " + threadName(runner);
    }
    StageRun<?> stage = StageRun.in(now);
    if (stage != null) {
      String place = stage.place();
      return now.detail() instanceof CancelRequest
          ? "it was asked to end, and a thread is to come for it"
          : "the stage that its function gave"
              + (place == null ? "" : ", at work in " + place + ",")
              + " has not ended; no thread waits for it";
    }
    return now.detail() instanceof CancelRequest request && request.runner() != null
        ? (request.timeout() == null
                ? "its function was asked"
                : "its time is up; its function was told")
            + " to end and still runs in "
            + threadName(request.runner())
        : "its function runs";
  }

  private static String threadName(Runner runner) {
    Thread thread = runner.thread();
    return thread.getName().isEmpty() ? "thread " + thread.threadId() : thread.getName();
  }

  private static String settled(TaskNode<?> task, TaskStatus now, @Nullable TaskNode<?> blocker) {
    if (blocker != null) {
      boolean notNeeded = now.detail() instanceof CancelledException why && why.isNotNeeded();
      return (notNeeded ? "not needed, because of " : "because of ") + blocker.name();
    }
    String why =
        now.detail() instanceof Throwable thrown ? Described.of(thrown) : "no reason given";
    int attempts = task.attempts().size();
    return why + (attempts > 1 ? ", in each of " + attempts + " attempts" : "");
  }

  private static @Nullable Instant since(TaskNode<?> task) {
    List<Transition<TaskState, TaskEvent>> history = task.history();
    return history.isEmpty() ? null : history.getLast().time();
  }
}
