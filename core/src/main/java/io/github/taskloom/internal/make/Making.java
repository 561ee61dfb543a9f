package io.github.taskloom.internal.make;

import io.github.taskloom.CancelledException;
import io.github.taskloom.MakeStoppedException;
import io.github.taskloom.TaskStateException;
import io.github.taskloom.internal.lane.Work;
import io.github.taskloom.internal.task.FunctionWait;
import io.github.taskloom.internal.task.Ownership;
import io.github.taskloom.internal.task.Runner;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.internal.task.TaskResults;
import io.github.taskloom.internal.task.TaskStatus;
import io.github.taskloom.internal.task.TaskTelling;
import io.github.taskloom.internal.thread.EngineThread;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One make: works off its plan, layer by layer. It holds no thread while it waits for a task that
 * runs elsewhere or is queued; those are {@link Elsewhere}.
 *
 * <p>A task that cannot be settled when its turn comes, since somebody changed the graph or retried
 * a prerequisite meanwhile, is left open; what is left open at the end is planned and made anew.
 */
final class Making implements FunctionWait {
  private final MakeOptions how;
  private final @Nullable Runner caller;
  private final Settlements settlements;

  private final MakePhase phase = new MakePhase();

  /** The present part, to be closed when nothing more may start. */
  private volatile @Nullable Work work;

  private final MakeThreads threads = new MakeThreads();
  private final Ownership ownership;
  private final LeftOpen leftOpen = new LeftOpen();
  private final Elsewhere elsewhere;
  private final Dispatcher dispatcher;

  // By the thread that goes on.
  private @Nullable MakeLoop loop;

  /** Null if it may take as long as it takes. */
  private final @Nullable MakeLimit limit;

  Making(MakeOptions how, @Nullable Runner caller, Settlements settlements) {
    this.how = how;
    this.caller = caller;
    this.settlements = settlements;
    boolean isLimited = how.executor() != null || how.parallelism() < Integer.MAX_VALUE;
    ownership = isLimited ? new Ownership(threads::areAround) : new Ownership();
    elsewhere = new Elsewhere(this, how.clock(), leftOpen);
    dispatcher = new Dispatcher(this, how, caller, elsewhere, leftOpen);
    limit = how.timeout() == null ? null : new MakeLimit(this, how, how.timeout());
  }

  /** Why it ended before all was settled, if it did. */
  MakeStoppedException.Reason whyEnded() {
    return phase.whyEnded(isTimedOut());
  }

  /** Its limit; null if it has none. */
  @Nullable MakeLimit limit() {
    return limit;
  }

  /** After a look that has shown a task settled: whether its callbacks have ended, too. */
  boolean isTold(TaskNode<?> task) {
    return TaskTelling.isTold(task, caller);
  }

  /** Whether its next attempt waits for what this make is called by. */
  boolean holdsUp(Ownership other) {
    return other.isHeldUpBy(caller);
  }

  /** Whether a task is queued at an executor that this make holds a thread of. */
  boolean isQueuedBehindCaller(TaskStatus now) {
    Executor executor = ElsewhereWait.executorOf(now);
    return executor != null && caller != null && caller.isWithin(executor);
  }

  boolean isTimedOut() {
    return limit != null && limit.isUp();
  }

  /** Why a task that was queued is not begun. */
  String whyHalted() {
    return phase.whyHalted(isTimedOut() ? how.timeout() : null);
  }

  String whyStopped() {
    return phase.whyStopped();
  }

  /** In the caller's thread: tells what is settled already; false if there is nothing to do. */
  boolean begin(MakeGraph graph) {
    for (TaskNode<?> task : graph.settled()) {
      settlements.add(task); // as it was before the make: no failure of this one
    }
    return phase.isGoing() && graph.hasTasks();
  }

  /**
   * By the caller, on its own thread, as far as that can go.
   *
   * @param own that of the calling thread
   * @param name what to call the make
   * @return whether the make is over; else {@link #runByMaker} is to be called by another thread
   */
  boolean runByCaller(MakeGraph graph, Runner own, Supplier<String> name) {
    boolean[] goesOn = new boolean[1];
    try {
      MakeLoop mine = new MakeLoop(this, how, dispatcher, leftOpen, caller, graph, name);
      loop = mine;
      threads.calledBy(own);
      if (limit != null) {
        limit.begin();
      }
      goOnBy(own, () -> goesOn[0] = !mine.byCaller(own));
    } catch (Throwable thrown) { // of a clock of the user's, say
      fail(thrown);
    } finally {
      if (!goesOn[0]) {
        end(graph);
      }
    }
    return !goesOn[0];
  }

  /** By the maker: everything that is left. Its end is told even where no memory is left. */
  void runByMaker(MakeGraph graph, Supplier<String> name) {
    try {
      MakeLoop mine = loop;
      if (mine == null) {
        mine = new MakeLoop(this, how, dispatcher, leftOpen, caller, graph, name);
        if (limit != null) {
          limit.begin();
        }
      }
      MakeLoop goesOn = mine;
      Runner own = new Runner(caller, Thread.currentThread());
      goOnBy(own, () -> goesOn.byMaker(own));
    } catch (Throwable thrown) { // the caller must learn of it
      fail(thrown);
    } finally {
      end(graph);
    }
  }

  /** By the thread that goes on with the graph from now on. */
  void goOnBy(Runner own, Runnable body) {
    try {
      threads.addMaker(own);
      own.carriedInside(
          () -> {
            try {
              body.run();
            } catch (Throwable thrown) { // of the engine, not of a task
              fail(thrown);
            }
          });
    } catch (Throwable thrown) { // of a scope that a function has left open
      tellAtTheEnd(thrown);
    }
    own.task(null);
    own.leave();
  }

  /** By the thread that went on last. */
  void end(MakeGraph graph) {
    try {
      if (limit != null) {
        limit.close();
      }
      if (!phase.isGoing()) {
        settlements.addSettled(graph.given());
      }
    } catch (Throwable thrown) { // what has settled is not told, but the end is
      tellAtTheEnd(thrown);
    } finally {
      ownership.giveUp();
      settlements.end();
    }
  }

  /** Works a part off, and waits for what of it is elsewhere. */
  void runPart(Work part, Runnable body) {
    work = part;
    if (!phase.isGoing()) {
      part.close(); // the thread that ended the make may have seen the part before
    }
    try {
      body.run();
    } catch (Throwable thrown) { // of the engine: what is elsewhere is not to be left there
      fail(thrown);
      throw thrown;
    } finally {
      elsewhere.await();
    }
  }

  void awaitElsewhere() {
    elsewhere.await();
  }

  /** Each task that is settled comes here, once per round, whoever settled it. */
  void settled(TaskNode<?> task, boolean given, boolean done) {
    if (given) {
      settlements.add(task);
    }
    // What a stop cancels comes here, too: it must not stop again, one call deeper for each.
    if (!done && how.stopsOnFailure() && !phase.isStopped() && !isNotNeeded(task)) {
      if (phase.isGoing()) {
        phase.failsFastBy(task);
      }
      if (how.cancelsOnFailure() && !isTimedOut()) { // else what runs fails as time is up
        stop("its make fails fast, and " + task.name() + " is " + task.state());
      } else {
        halt();
      }
    }
  }

  static boolean isNotNeeded(TaskNode<?> task) {
    return TaskResults.failure(task) instanceof CancelledException why && why.isNotNeeded();
  }

  /** Nothing more starts, and what runs is cancelled; from any thread. */
  void stop(String why) {
    phase.stopsBecause(why);
    phase.stop();
    endPart();
    threads.cancelRunning(phase);
  }

  /** As {@link #stop}, by a thread that is not to be held up, and runs nothing of a user's. */
  void stopApart(String why) {
    phase.stopsBecause(why);
    phase.stop();
    endPart();
    EngineThread.startOrRun("taskloom-stop", () -> threads.cancelRunning(phase));
  }

  MakePhase phase() {
    return phase;
  }

  boolean isGoing() {
    return phase.isGoing();
  }

  boolean isStopped() {
    return phase.isStopped();
  }

  Ownership ownership() {
    return ownership;
  }

  @Override
  public void forEachRunner(Consumer<Runner> action) {
    threads.forEach(action);
  }

  MakeThreads threads() {
    return threads;
  }

  /** What this make waits for that others run. */
  @Override
  public Stream<TaskNode<?>> waitedFor() {
    return elsewhere.tasks();
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

  /** What is no fault of the others: a function has left a structured scope open, say. */
  void tellAtTheEnd(Throwable violation) {
    phase.failsBy(violation);
  }

  void fail(Throwable thrown) {
    phase.failsBy(thrown);
    phase.stop();
    endPart(); // before anything that takes memory, which may be what is missing
    threads.cancelRunning(phase);
  }

  /** Nothing more starts, and what runs is left to its end. */
  void halt() {
    phase.halt();
    endPart();
  }

  /** After the phase has changed: a worker sees the closed part, or the phase before it claims. */
  private void endPart() {
    Work present = work;
    try {
      if (present != null) {
        present.close();
      }
    } finally {
      ownership.giveUp();
      threads.wakeMaker();
    }
  }
}
