package io.github.taskloom.internal.make;

import io.github.taskloom.CancelledException;
import io.github.taskloom.TaskStateException;
import io.github.taskloom.internal.pool.WorkSource;
import io.github.taskloom.internal.task.AtWork;
import io.github.taskloom.internal.task.Ownership;
import io.github.taskloom.internal.task.Runner;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.internal.task.TaskResults;
import io.github.taskloom.internal.task.TaskTelling;
import org.jspecify.annotations.Nullable;

/**
 * One make as each thread that works for it knows it: who works for it, who observes it, what of it
 * has settled, and how far it is ({@link MakeProgress}).
 */
final class Making {
  private final MakeOptions how;

  /** Null in most. */
  private final @Nullable ObservedMake observed;

  private final @Nullable Runner caller;
  private final CompletionLog completions;
  private final MakeThreads threads;
  private final Ownership ownership;

  private final MakeProgress progress;

  Making(MakeOptions how, @Nullable Runner caller, CompletionLog completions) {
    this.how = how;
    this.observed = ObservedMake.of(how, caller);
    this.threads = new MakeThreads(observed);
    this.caller = caller;
    this.completions = completions;
    boolean isLimited = how.executor() != null || how.parallelism() < Integer.MAX_VALUE;
    ownership = isLimited ? new Ownership(threads::areAround) : new Ownership();
    progress = new MakeProgress(how, threads, ownership, observed);
  }

  /** By the caller, before any other thread knows of the make. */
  void tellBegin(Schedule schedule) {
    if (observed != null) {
      observed.begins(schedule, progress.control());
    }
  }

  /** By the caller: tells what is settled already; false if nothing may start. */
  boolean begin(Schedule schedule) {
    for (TaskNode<?> task : schedule.settled()) {
      completions.add(task); // as it was before the make: no failure of this one
    }
    return progress.isGoing();
  }

  /** By the thread that goes on first: its time runs from now on, if it has a limit. */
  void beginTime() {
    MakeLimit limit = progress.limit();
    if (limit != null) {
      limit.begin();
    }
  }

  /** By the thread that goes on with the graph, before others work the part off. */
  void beginPart(WorkSource part) {
    goesOn();
    progress.beginPart(part);
  }

  /** By the thread that goes on, before it begins what may require those that have settled. */
  void goesOn() {
    if (observed != null) {
      try {
        observed.goesOn();
      } catch (Throwable thrown) { // what has settled may not be recorded: nothing may follow it
        progress.fail(thrown);
      }
    }
  }

  /** By the thread that went on last. */
  void end(Schedule schedule) {
    try {
      MakeLimit limit = progress.limit();
      if (limit != null) {
        limit.close();
      }
      if (!progress.isGoing()) {
        completions.addSettled(schedule.given());
      }
    } catch (Throwable thrown) { // what has settled is not told, but the end is
      progress.tellAtTheEnd(thrown);
    } finally {
      ownership.giveUp();
      tellEnd(schedule);
    }
  }

  /** By the thread that ends the make, as the last that it does for it. */
  void tellEnd(Schedule schedule) {
    try {
      how.makeEnds(schedule.given());
      progress.ends();
      if (observed != null) {
        boolean isStopped = !progress.isGoing() && !progress.phase().isEnded();
        observed.ends(isStopped ? progress.whyHalted() : null);
      }
    } catch (Throwable thrown) { // the caller gets it
      progress.tellAtTheEnd(thrown);
    } finally {
      completions.end(); // the caller waits for it, whatever becomes of the observer
    }
  }

  /**
   * Each task that is settled comes here, once per round, by the thread that learns of it.
   *
   * @param runner that of the task's turn; null where it was elsewhere
   */
  void settled(Schedule schedule, int position, boolean done, @Nullable Runner runner) {
    TaskNode<?> task = schedule.task(position);
    if (observed != null) {
      try {
        schedule.settledAt(position, observed.settles(task, done, runner));
      } catch (Throwable thrown) {
        progress.fail(thrown);
      }
    }
    if (schedule.isGiven(position)) {
      completions.add(task);
    }
    if (!done) {
      failFast(task);
    }
  }

  /** A task whose turn is over without, since what it requires has not settled. */
  void leftOpen(Schedule schedule, int position) {
    if (observed != null) {
      schedule.settledAt(position, System.nanoTime());
    }
  }

  /** By the runner's thread, which does nothing more for the make. */
  void left(Runner runner) {
    try {
      handOn(runner);
    } finally {
      runner.leave();
    }
  }

  /** By the runner's thread: its turn ends, and what it has begun is elsewhere. */
  void handOn(Runner runner) {
    if (observed != null) {
      observed.handOn(runner);
    }
  }

  /** As {@link #settled(Schedule, int, boolean, Runner)}, of a task that no turn has come to. */
  void settled(TaskNode<?> task, boolean given, boolean done) {
    if (observed != null) {
      try {
        long unused = observed.settles(task, done, null);
      } catch (Throwable thrown) {
        progress.fail(thrown);
      }
    }
    if (given) {
      completions.add(task);
    }
    if (!done) {
      failFast(task);
    }
  }

  /** A task has settled otherwise than DONE, and a callback has opened another attempt since. */
  void reopened(TaskNode<?> task, @Nullable Runner runner) {
    attemptFailed(task, runner);
    failFast(task);
  }

  private void failFast(TaskNode<?> task) {
    // What a stop cancels comes here, too: it must not stop again, one call deeper for each.
    if (how.stopsOnFailure() && !progress.isStopped() && !isNotNeeded(task)) {
      progress.failFast(task, whatBecameOf(task));
    }
  }

  private static String whatBecameOf(TaskNode<?> task) {
    return task.isSettled() ? " is " + task.state() : " has failed";
  }

  /** An attempt has failed, and another one follows; by the thread that ended it. */
  void attemptFailed(TaskNode<?> task, @Nullable Runner runner) {
    if (observed != null) {
      observed.attemptFails(task, runner);
    }
  }

  static boolean isNotNeeded(TaskNode<?> task) {
    return TaskResults.failure(task) instanceof CancelledException why && why.isNotNeeded();
  }

  /** Ends the make if what it waits for waits for the task that called it. */
  void ensureNoCircle(TaskNode<?> task) {
    if (Waits.leadBack(task, caller)) {
      progress.fail(
          new TaskStateException(
              task,
              task.name()
                  + " is at work elsewhere and waits for a task whose function or callback makes it:"
                  + " neither would ever end"));
    }
  }

  /** After a look that has shown a task settled: whether its callbacks have ended, too. */
  boolean isTold(TaskNode<?> task) {
    return TaskTelling.isTold(task, caller);
  }

  /** Whether the next attempt of a task waits for what this make is called by. */
  boolean holdsUp(TaskNode<?> task, Ownership other) {
    return other.isHeldUpBy(caller) || AtWork.isFor(caller, task);
  }

  MakeOptions how() {
    return how;
  }

  /** What its observer is told; null if it has none. */
  @Nullable ObservedMake observed() {
    return observed;
  }

  /** Whether it goes on. */
  MakeProgress progress() {
    return progress;
  }

  MakeThreads threads() {
    return threads;
  }

  Ownership ownership() {
    return ownership;
  }

  /** What the calling function runs in; null if the make is called by none. */
  @Nullable Runner caller() {
    return caller;
  }
}
