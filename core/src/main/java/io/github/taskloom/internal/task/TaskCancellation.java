package io.github.taskloom.internal.task;

import static io.github.taskloom.TaskEvent.CANCEL;
import static io.github.taskloom.TaskEvent.UNQUEUE;

import io.github.taskloom.CancelledException;
import io.github.taskloom.TaskState;
import io.github.taskloom.TaskTimeoutException;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How a task is asked to end, and is taken back where it has not begun. */
public final class TaskCancellation {
  private TaskCancellation() {}

  static void cancel(TaskNode<?> task, @Nullable String reason) {
    CancelRequest request = request(task, reason);
    if (request != null) {
      request.tell();
    }
  }

  private static CancelledException cancelled(TaskNode<?> task, @Nullable String reason) {
    String what = task.name() + " was cancelled";
    return new CancelledException(task, reason == null ? what : what + ": " + reason, null);
  }

  /**
   * Cancels a task, but leaves it to the caller to tell the run state's callbacks: one that cancels
   * several reaches all of them first.
   *
   * @return the request, whose callbacks are still to be told; null if there is none
   */
  public static @Nullable CancelRequest request(TaskNode<?> task, @Nullable String reason) {
    TaskStatus now = task.status();
    while (true) {
      TaskStatus witness;
      switch (now.state()) {
        case PENDING, QUEUED -> {
          TaskResults.ensureRoomToTell(task);
          witness = task.move(now, CANCEL, cancelled(task, reason));
        }
        case RUNNING -> {
          if (now.detail() instanceof CancelRequest earlier) {
            if (!earlier.mayBeFollowed()) {
              return null; // asked already
            }
            witness = task.replaceDetail(now, earlier.withCancel());
            if (witness == now) {
              return null; // interrupted already, because its time is up
            }
            now = witness;
            continue;
          }
          CancelRequest request;
          if (now.detail() instanceof Runner runner) {
            request = new CancelRequest(runner, cancelled(task, reason));
          } else if (now.detail() instanceof StageRun<?> stage) {
            request = new CancelRequest(stage, cancelled(task, reason));
          } else {
            return null;
          }
          witness = place(task, request, now);
          if (witness == now) {
            return request;
          }
        }
        case PREPARE -> {
          task.runState().cancel(); // remembered: read by the thread that prepares the task
          cancelIfPrepared(task);
          return null;
        }
        default -> {
          return null;
        }
      }
      if (witness == now) {
        return null;
      }
      now = witness;
    }
  }

  /** The cancel of a task in PREPARE and its event {@code prepared} may cross. */
  static void cancelIfPrepared(TaskNode<?> task) {
    TaskStatus now = task.status();
    if (now.state() == TaskState.PENDING) {
      RunSignal asked = Extras.runStateIfAsked(task, now.attempt());
      if (asked != null && asked.isCancelled()) {
        TaskEvents.tryFire(task, CANCEL);
      }
    }
  }

  /**
   * Cancels a task if that runner runs it.
   *
   * @return the request, whose callbacks are still to be told; null if it was not for this call
   */
  public static @Nullable CancelRequest cancelOn(TaskNode<?> task, Runner runner, String reason) {
    TaskStatus now = task.status();
    while (now.detail() == runner) {
      CancelRequest request = new CancelRequest(runner, cancelled(task, reason));
      TaskStatus witness = place(task, request, now);
      if (witness == now) {
        return request;
      }
      now = witness;
    }
    return null;
  }

  /** As {@link #cancelOn}, if the task is left to that stage. */
  public static @Nullable CancelRequest cancelOn(
      TaskNode<?> task, StageRun<?> stage, String reason) {
    TaskStatus now = task.status();
    while (now.detail() == stage) {
      CancelRequest request = new CancelRequest(stage, cancelled(task, reason));
      TaskStatus witness = place(task, request, now);
      if (witness == now) {
        return request;
      }
      now = witness;
    }
    return null;
  }

  /**
   * As {@link #cancelOn(TaskNode, Runner, String)}, because time is up: the task is to fail with
   * that.
   *
   * @param attempt the attempt whose time is up; the next one may run on the same runner
   */
  public static @Nullable CancelRequest expireOn(
      TaskNode<?> task, Runner runner, int attempt, TaskTimeoutException timeout) {
    TaskStatus now = task.status();
    while (now.detail() == runner && now.attempt() == attempt) {
      CancelledException why =
          new CancelledException(task, Objects.requireNonNull(timeout.getMessage()), timeout);
      CancelRequest request = new CancelRequest(runner, why, timeout);
      TaskStatus witness = place(task, request, now);
      if (witness == now) {
        return request;
      }
      now = witness;
    }
    return null;
  }

  private static TaskStatus place(TaskNode<?> task, CancelRequest request, TaskStatus running) {
    StackRoom.ensureAmple(); // the runner waits for what follows the CAS
    TaskStatus witness = task.replaceDetail(running, request);
    if (witness == running) {
      request.deliver(Extras.runStateIfAsked(task, running.attempt()));
    }
    return witness;
  }

  /** For a make alone: takes the wait for the next attempt over; returns the witness. */
  public static TaskStatus takeOver(TaskNode<?> task, TaskStatus expected, Backoff own) {
    return task.replaceDetail(expected, own);
  }

  /**
   * Takes a task back from an executor: QUEUED to PENDING, if no thread has begun it.
   *
   * @param isOwn whether a status is that in which the caller has queued it; another make's is left
   *     alone
   * @param why what the transition shows; not null, so that the status is one of its own: a
   *     dispatch that looked at the prerequisites before it was queued loses its CAS
   * @return whether it is not begun, and will not be
   */
  public static boolean takeBack(TaskNode<?> task, Predicate<TaskStatus> isOwn, String why) {
    TaskStatus now = task.status();
    while (isOwn.test(now)) {
      TaskStatus witness = task.move(now, UNQUEUE, why);
      if (witness == now) {
        return true;
      }
      now = witness;
    }
    return now.state() == TaskState.PENDING;
  }
}
