package io.github.taskloom.internal.make;

import io.github.taskloom.CancelledException;
import io.github.taskloom.MakeStoppedException;
import io.github.taskloom.TaskStateException;
import io.github.taskloom.internal.pool.WorkSource;
import io.github.taskloom.internal.task.Ownership;
import io.github.taskloom.internal.task.Runner;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.internal.task.TaskResults;
import io.github.taskloom.internal.task.TaskTelling;
import io.github.taskloom.internal.thread.EngineThread;
import org.jspecify.annotations.Nullable;

/**
 * One make as each thread that works for it knows it: what of it has settled, and whether it goes
 * on. It ends of itself, by a stop, by a failure, or as its time is up; a thread that ends it sets
 * the phase first, then closes the present part, and then cancels what runs.
 */
final class Making {
  private final MakeOptions how;

  /** Null in most. */
  private final @Nullable ObservedMake observed;

  /** Null in most: it is there where listeners are. */
  private final @Nullable ControlledMake control;

  private final @Nullable Runner caller;
  private final CompletionLog completions;
  private final MakePhase phase = new MakePhase();
  private final MakeThreads threads;
  private final Ownership ownership;

  /** Null if it may take as long as it takes. */
  private final @Nullable MakeLimit limit;

  /** The present part, to be closed when nothing more may start. */
  private volatile @Nullable WorkSource work;

  Making(MakeOptions how, @Nullable Runner caller, CompletionLog completions) {
    this.how = how;
    this.observed = ObservedMake.of(how, caller);
    this.threads = new MakeThreads(observed);
    this.caller = caller;
    this.completions = completions;
    boolean isLimited = how.executor() != null || how.parallelism() < Integer.MAX_VALUE;
    ownership = isLimited ? new Ownership(threads::areAround) : new Ownership();
    limit =
        how.timeout() == null
            ? null
            : new MakeLimit(how, how.timeout(), threads, phase, this::halt);
    control = observed == null || !observed.isListenedTo() ? null : new ControlledMake(this);
  }

  /** By the caller, before any other thread knows of the make. */
  void tellBegin(Schedule schedule) {
    if (observed != null) {
      observed.begins(schedule, control);
    }
  }

  /** By the caller: tells what is settled already; false if nothing may start. */
  boolean begin(Schedule schedule) {
    for (TaskNode<?> task : schedule.settled()) {
      completions.add(task); // as it was before the make: no failure of this one
    }
    return phase.isGoing();
  }

  /** By the thread that goes on first: its time runs from now on, if it has a limit. */
  void beginTime() {
    if (limit != null) {
      limit.begin();
    }
  }

  /** By the thread that goes on with the graph, before others work the part off. */
  void beginPart(WorkSource part) {
    work = part;
    goesOn();
    if (!phase.isGoing()) {
      part.close(); // the thread that ended the make may have seen the part before
    }
  }

  /** By the thread that goes on, before it begins what may require those that have settled. */
  void goesOn() {
    if (observed != null) {
      try {
        observed.goesOn();
      } catch (Throwable thrown) { // what has settled may not be recorded: nothing may follow it
        fail(thrown);
      }
    }
  }

  /** By the thread that went on last. */
  void end(Schedule schedule) {
    try {
      if (limit != null) {
        limit.close();
      }
      if (!phase.isGoing()) {
        completions.addSettled(schedule.given());
      }
    } catch (Throwable thrown) { // what has settled is not told, but the end is
      tellAtTheEnd(thrown);
    } finally {
      ownership.giveUp();
      tellEnd(schedule);
    }
  }

  /** By the thread that ends the make, as the last that it does for it. */
  void tellEnd(Schedule schedule) {
    try {
      how.makeEnds(schedule.given());
      if (control != null) {
        control.ends();
      }
      if (observed != null) {
        boolean isStopped = !phase.isGoing() && !phase.isEnded();
        observed.ends(isStopped ? whyHalted() : null);
      }
    } catch (Throwable thrown) { // the caller gets it
      tellAtTheEnd(thrown);
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
        fail(thrown);
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
        fail(thrown);
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
    if (how.stopsOnFailure() && !phase.isStopped() && !isNotNeeded(task)) {
      if (phase.isGoing()) {
        phase.failsFastBy(task);
      }
      if (how.cancelsOnFailure() && !isTimedOut()) { // else what runs fails as time is up
        stop("its make fails fast, and " + task.name() + whatBecameOf(task));
      } else {
        halt();
      }
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

  /** Nothing more starts, and what runs is left to its end. */
  void halt() {
    boolean isFirst = phase.halt();
    endPart();
    tellStop(isFirst);
  }

  /** Nothing more starts, and what runs is cancelled; from any thread. */
  void stop(String why) {
    phase.stopsBecause(why);
    boolean isFirst = phase.stop();
    endPart();
    tellStop(isFirst);
    threads.cancelRunning(phase);
  }

  /** As {@link #stop}, by a thread that is not to be held up, and runs nothing of a user's. */
  void stopApart(String why) {
    phase.stopsBecause(why);
    boolean isFirst = phase.stop();
    endPart();
    tellStop(isFirst);
    EngineThread.startOrRun("taskloom-stop", () -> threads.cancelRunning(phase));
  }

  /** As {@link #stop}; the make itself cannot go on, and its caller gets what was thrown. */
  void fail(Throwable thrown) {
    phase.failsBy(thrown);
    boolean isFirst = phase.stop();
    endPart(); // before anything that takes memory, which may be what is missing
    tellStop(isFirst);
    threads.cancelRunning(phase);
  }

  private void tellStop(boolean isFirst) {
    if (isFirst && control != null) {
      control.tell();
    }
  }

  /** By the thread that tells what becomes of the make; so are the next two. */
  void tellPaused() {
    if (observed != null) {
      observed.pauses();
    }
  }

  void tellResumed() {
    if (observed != null) {
      observed.resumes();
    }
  }

  void tellStopped() {
    if (observed != null) {
      observed.stops(whyHalted());
    }
  }

  /** What is no fault of the others: a function has left a structured scope open, say. */
  void tellAtTheEnd(Throwable violation) {
    phase.failsBy(violation);
  }

  /** Ends the make if what it waits for waits for the task that called it. */
  void ensureNoCircle(TaskNode<?> task) {
    if (Waits.leadBack(task, caller)) {
      fail(
          new TaskStateException(
              task,
              task.name()
                  + " is at work elsewhere and waits for a task whose function or callback makes it:"
                  + " neither would ever end"));
    }
  }

  /** After the phase has changed: a worker sees the closed part, or the phase before it claims. */
  private void endPart() {
    WorkSource present = work;
    try {
      if (present != null) {
        present.close();
      }
      if (control != null) {
        control.wakeAll();
      }
    } finally {
      ownership.giveUp();
      threads.wakeMaker();
    }
  }

  /** Whether it goes on, now or once it is resumed. */
  boolean isGoing() {
    return phase.isGoing();
  }

  /** Whether tasks may begin at this moment. */
  boolean isOpen() {
    return phase.isOpen();
  }

  /** By a thread that is to begin a task: whether it may; waits as long as the make is paused. */
  boolean mayBegin() {
    return phase.isOpen() || (control != null && control.awaitResumed());
  }

  /**
   * Parks the calling thread once if the make is paused, and may wake early; false if it is not.
   */
  boolean parkWhilePaused() {
    return control != null && control.parkWhilePaused();
  }

  boolean isStopped() {
    return phase.isStopped();
  }

  boolean isTimedOut() {
    return limit != null && limit.isUp();
  }

  String whyStopped() {
    return phase.whyStopped();
  }

  /** Why a task that was queued is not begun. */
  String whyHalted() {
    return phase.whyHalted(isTimedOut() ? how.timeout() : null);
  }

  /** Why it ended before all was settled, if it did. */
  MakeStoppedException.Reason whyEnded() {
    return phase.whyEnded(isTimedOut());
  }

  /** After a look that has shown a task settled: whether its callbacks have ended, too. */
  boolean isTold(TaskNode<?> task) {
    return TaskTelling.isTold(task, caller);
  }

  /** Whether the next attempt of a task waits for what this make is called by. */
  boolean holdsUp(TaskNode<?> task, Ownership other) {
    return other.isHeldUpBy(caller) || Runner.isAtWorkFor(caller, task);
  }

  MakeOptions how() {
    return how;
  }

  /** What its observer is told; null if it has none. */
  @Nullable ObservedMake observed() {
    return observed;
  }

  MakePhase phase() {
    return phase;
  }

  MakeThreads threads() {
    return threads;
  }

  Ownership ownership() {
    return ownership;
  }

  /** Its limit; null if it has none. */
  @Nullable MakeLimit limit() {
    return limit;
  }

  /** What the calling function runs in; null if the make is called by none. */
  @Nullable Runner caller() {
    return caller;
  }
}
