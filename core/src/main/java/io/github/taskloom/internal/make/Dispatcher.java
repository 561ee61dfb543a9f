package io.github.taskloom.internal.make;

import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskExecutor;
import io.github.taskloom.TaskState;
import io.github.taskloom.internal.task.Backoff;
import io.github.taskloom.internal.task.Blocker;
import io.github.taskloom.internal.task.Ownership;
import io.github.taskloom.internal.task.Runner;
import io.github.taskloom.internal.task.TaskCancellation;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.internal.task.TaskStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Does for each task of a make, when its turn comes, what its state asks for: run it, hand it to
 * the executor, settle it by its prerequisites, wait for it, or leave it open.
 */
final class Dispatcher {
  private final Making making;
  private final AwaitedTasks awaited;
  private final LeftOpen leftOpen;
  private final Attempts attempts;

  /** Null where the make's own threads run the tasks. */
  private final @Nullable Submissions submissions;

  Dispatcher(
      Making making,
      MakeOptions how,
      @Nullable Runner caller,
      AwaitedTasks awaited,
      LeftOpen leftOpen) {
    this.making = making;
    this.awaited = awaited;
    this.leftOpen = leftOpen;
    this.attempts = new Attempts(making, how, caller, awaited);
    TaskExecutor executor = how.executor();
    this.submissions =
        executor == null ? null : new Submissions(making, how, executor, caller, awaited, attempts);
  }

  /** Whether a task runs without a rule or a limit. */
  boolean isPlain(TaskNode<?> task) {
    return attempts.isPlain(task);
  }

  /**
   * Settles a task that was decided when the make planned; its turn comes nevertheless. False if
   * another thread was faster.
   */
  boolean decide(Plan.Decision decision) {
    TaskStatus now = decision.task().status();
    return now.state() == TaskState.PENDING && settleBy(decision.task(), now, decision.by()) == now;
  }

  /**
   * True if the task's turn is over; false if it is one of {@link AwaitedTasks}, and will be told
   * of.
   *
   * @param timed whether to note how long the function takes
   */
  boolean advance(Schedule schedule, int position, Runner runner, boolean timed) {
    boolean isOver = turn(schedule, position, runner, timed);
    if (submissions != null) {
      submissions.passOn(schedule);
    }
    return isOver;
  }

  /** Most tasks are plain, and nothing hinders them; the compiler makes one piece of their way. */
  private boolean turn(Schedule schedule, int position, Runner runner, boolean timed) {
    TaskNode<?> task = schedule.task(position);
    TaskStatus now = task.status();
    if (now.state() == TaskState.PENDING
        && submissions == null
        && attempts.isPlain(task)
        && !(now.detail() instanceof Backoff)
        && Blocker.among(task) == null) {
      TaskStatus witness = task.enterRun(now, runner);
      if (witness == now) {
        return isOverAfter(
            schedule, position, attempts.runPlain(schedule, position, runner, timed), runner);
      }
      now = witness;
    }
    return turn(schedule, position, runner, task, now);
  }

  private boolean turn(
      Schedule schedule, int position, Runner runner, TaskNode<?> task, TaskStatus first) {
    TaskStatus now = first;
    while (true) {
      TaskStatus witness;
      switch (now.state()) {
        case PENDING -> {
          Blocker blocker = Blocker.among(task);
          if (blocker != null) {
            if (!blocker.decides()) {
              making.leftOpen(schedule, position);
              leftOpen.add(schedule, position);
              return true;
            }
            witness = settleBy(task, now, blocker);
            if (witness == now) {
              making.settled(schedule, position, false, null);
              return true;
            }
          } else if (now.detail() instanceof Backoff backoff
              && isBetweenAttempts(schedule, position, now, backoff)) {
            return false;
          } else if (submissions != null) {
            if (!submissions.mayBegin(schedule, position)) {
              return false;
            }
            witness = submissions.submit(schedule, position, now);
            if (witness == now) {
              return false;
            }
          } else {
            TaskState state = attempts.claimAndRun(schedule, position, now, runner);
            if (state != null) {
              return isOverAfter(schedule, position, state, runner);
            }
            witness = task.status();
          }
        }
        case QUEUED, RUNNING -> {
          if (Submission.isQueuedBehind(
              making.caller(), now)) { // no thread would come for it: run here instead
            TaskState state = attempts.claimAndRun(schedule, position, now, runner);
            if (state != null) {
              return isOverAfter(schedule, position, state, runner);
            }
          } else if (awaited.waitForOthers(schedule, position, now)) {
            return false;
          }
          witness = task.status();
        }
        case PREPARE -> throw new AssertionError(task + " was planned");
        default -> { // by another thread, which may be at the callbacks
          return isOver(schedule, position, now.state() == TaskState.DONE, runner);
        }
      }
      now = witness;
    }
  }

  /** What an attempt by this make means for it: whether the task's turn is over. */
  private boolean isOverAfter(Schedule schedule, int position, TaskState state, Runner runner) {
    return switch (state) {
      case PENDING -> {
        making.handOn(runner); // nothing, where its end was told
        awaited.awaitNextAttempt(schedule, position);
        yield false;
      }
      case RUNNING -> false; // left to its stage, which is waited for
      default -> isOver(schedule, position, state == TaskState.DONE, runner);
    };
  }

  /** A task has settled; false if a thread that is none of ours is at its callbacks. */
  private boolean isOver(Schedule schedule, int position, boolean done, Runner runner) {
    TaskNode<?> task = schedule.task(position);
    if (!making.isTold(task)) {
      making.handOn(runner);
      awaited.waitForCallbacks(schedule, position, done);
      return false;
    }
    if (!done && !task.isSettled()) { // a callback has opened another attempt
      making.reopened(task, runner);
      awaited.lookAgain(schedule, position);
      return false;
    }
    making.settled(schedule, position, done, runner);
    return true;
  }

  /**
   * Whether an attempt of a task whose last one failed is not to begin now. One that was given up
   * is taken over; a CAS that is lost here is lost by the claim, too, which looks again.
   */
  private boolean isBetweenAttempts(
      Schedule schedule, int position, TaskStatus now, Backoff backoff) {
    Ownership own = making.ownership();
    boolean isOwn = backoff.owner() == own;
    boolean isHeldUp = !isOwn && making.holdsUp(schedule.task(position), backoff.owner());
    if (!isOwn && !isHeldUp && !backoff.owner().isGivenUp()) {
      return awaited.waitForOthers(schedule, position, now);
    }
    Duration left = backoff.left();
    if (left.isZero()
        || (!isOwn
            && TaskCancellation.takeOver(
                    schedule.task(position),
                    now,
                    isHeldUp ? backoff.inPlaceOfOwner(own) : backoff.ownedBy(own))
                != now)) {
      return false;
    }
    awaited.waitForNextAttempt(schedule, position, now, left);
    return true;
  }

  /** By a prerequisite that did not get DONE. */
  private static TaskStatus settleBy(TaskNode<?> task, TaskStatus now, Blocker by) {
    return by.cancels()
        ? task.move(now, TaskEvent.CANCEL, by.asCancellation(task))
        : task.move(now, TaskEvent.ERROR, by.asFailure(task));
  }
}
