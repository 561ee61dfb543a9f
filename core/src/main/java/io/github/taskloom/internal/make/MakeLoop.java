package io.github.taskloom.internal.make;

import io.github.taskloom.TaskState;
import io.github.taskloom.internal.pool.ThreadEach;
import io.github.taskloom.internal.pool.WorkSource;
import io.github.taskloom.internal.pool.WorkerPool;
import io.github.taskloom.internal.task.FunctionKind;
import io.github.taskloom.internal.task.RunInside;
import io.github.taskloom.internal.task.Runner;
import io.github.taskloom.internal.task.TaskNode;
import java.util.List;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way of a make through its graph: which thread goes on with what is ready, and who works
 * beside it. One thread at a time goes on, in this order; each but the first is forked by the one
 * before, which does nothing else from then on.
 *
 * <pre>
 *   stage    its thread                       runs itself             brings
 *   CALLER   the one that called              a quick task, if it     if it is virtual: threads for
 *                                             alone is ready          tasks, or the worker
 *   MAKER    a virtual one in the caller's    any task, if it alone   the same
 *            scope: where the caller is a     is ready
 *            platform thread, or a reader
 *   WORKER   a virtual one in the scope of    what is quick, and      threads for tasks; extra
 *            the one before, which attends    what alone is ready     workers
 * </pre>
 *
 * <p>A caller's thread runs nothing itself that another task could wait for, so a wrong guess about
 * a task costs time alone.
 */
final class MakeLoop {
  /**
   * So many functions, each making the next, may be on a caller's stack until one more runs on a
   * thread of its own.
   */
  private static final int DEEPEST = 8;

  /** Whose turn it is to go on. */
  private enum Stage {
    CALLER,
    MAKER,
    WORKER
  }

  private final Making making;
  private final MakeOptions how;
  private final Dispatcher dispatcher;
  private final AwaitedTasks awaited;
  private final LeftOpen leftOpen;
  private final Supplier<String> name;

  // By the thread that goes on.
  private Schedule schedule;
  private Round round;
  private boolean begun;
  private boolean leftToMaker;
  private @Nullable WorkSource part;
  private int runs;
  private @Nullable WorkerPool pool;

  MakeLoop(
      Making making,
      Dispatcher dispatcher,
      AwaitedTasks awaited,
      LeftOpen leftOpen,
      Schedule schedule,
      Supplier<String> name) {
    this.making = making;
    this.how = making.how();
    this.dispatcher = dispatcher;
    this.awaited = awaited;
    this.leftOpen = leftOpen;
    this.schedule = schedule;
    this.name = name;
    this.round = new Round(making, schedule, dispatcher);
  }

  /**
   * As far as the calling thread can go.
   *
   * @return whether the make is over; else a maker is to be forked that goes on
   */
  boolean byCaller(Runner own) {
    goOn(Stage.CALLER, own);
    return !leftToMaker;
  }

  void byMaker(Runner own) {
    goOn(Stage.MAKER, own);
  }

  /** Its thread, the calling one, goes on from now on; what it throws ends the make. */
  private void goOn(Stage stage, Runner own) {
    try {
      making.threads().addMaker(own);
      RunInside.carried(
          own,
          () -> {
            try {
              workOff(stage, own);
            } catch (Throwable thrown) { // of the engine, not of a task
              making.progress().fail(thrown);
            }
          });
      own.task(null); // not where the stack has ended: the function around settles it
    } catch (Throwable thrown) { // of a scope that a function has left open
      making.progress().tellAtTheEnd(thrown);
    }
    making.left(own);
  }

  private void workOff(Stage stage, Runner own) {
    while (making.progress().isGoing()) {
      if (!begun) {
        begun = true;
        schedule.begin(making.observed());
        decide();
      }
      if (part == null) {
        runSingles(stage, own);
        part = making.progress().isGoing() ? schedule.nextPart() : null;
      }
      WorkSource present = part;
      if (present == null) {
        if (!planAgain()) {
          return;
        }
        continue;
      }
      switch (manner(stage, present)) {
        case BY_MAKER -> {
          leftToMaker = true;
          return;
        }
        case BY_WORKER -> {
          forkWorker();
          return;
        }
        case THREAD_EACH ->
            runPart(present, () -> ThreadEach.run(round, present, how.parallelism()));
        case HERE -> runPart(present, () -> poolOfWorker().work(round, present));
      }
    }
    awaited.await(); // one that is elsewhere, whose siblings' part the end has come before
  }

  /** Works a part off, and waits for what of it is elsewhere. */
  private void runPart(WorkSource present, Runnable body) {
    making.beginPart(present);
    try {
      body.run();
    } catch (Throwable thrown) { // of the engine: what is elsewhere is not to be left there
      making.progress().fail(thrown);
      throw thrown;
    } finally {
      awaited.await();
    }
    part = null;
  }

  private WorkerPool poolOfWorker() {
    WorkerPool mine = pool;
    if (mine == null) {
      throw new AssertionError("no worker was forked");
    }
    return mine;
  }

  private Manner manner(Stage stage, WorkSource present) {
    boolean canFork = stage != Stage.CALLER || Thread.currentThread().isVirtual();
    return Manner.of(how, schedule, present, stage == Stage.WORKER, canFork);
  }

  /** As long as one task alone is ready, or may run at a time, and none runs. */
  private void runSingles(Stage stage, Runner own) {
    for (int position = schedule.nextSingle();
        position >= 0
            && making.progress().isGoing()
            && mayRunHere(stage, own, schedule.task(position));
        position = schedule.nextSingle()) {
      making.goesOn();
      if (!making.progress().mayBegin()) {
        break;
      }
      schedule.takeSingle();
      boolean timed = runs++ % Round.TIMED == 0;
      if (round.runSingle(position, own, timed)) {
        schedule.singleSettled();
      } else {
        schedule.singleElsewhere();
        if (!schedule.hasOthers()) { // else it is waited for with those
          awaited.await();
        }
      }
    }
    if (!making.progress().isGoing()) {
      awaited.await(); // what a turn has handed on before the make ended
    }
  }

  private boolean mayRunHere(Stage stage, Runner own, TaskNode<?> task) {
    if (how.threadPerTask()) {
      return false;
    }
    return stage != Stage.CALLER
        || (dispatcher.isPlain(task)
            && how.executor() == null
            && FunctionKind.isQuick(task)
            && !own.isWithin(DEEPEST)
            && !own.isAskedToEndOutside()
            && !(own.thread() instanceof ForkJoinWorkerThread));
  }

  private void forkWorker() {
    WorkerPool forked = new WorkerPool("make " + name.get(), how.parallelism());
    pool = forked;
    forked.attend(
        round,
        () -> {
          Runner own = new Runner(making.caller(), Thread.currentThread());
          goOn(Stage.WORKER, own);
        });
  }

  /** What was decided when the make planned. */
  private void decide() {
    for (Plan.Decision decision : schedule.decided()) {
      boolean settles = making.progress().isGoing() && dispatcher.decide(decision);
      if (settles && how.stopsOnFailure() && !Making.isNotNeeded(decision.task())) {
        // no turn will come
        making.settled(decision.task(), schedule.isGiven(decision.task()), false);
      }
    }
  }

  /** False if nothing is left to be made. */
  private boolean planAgain() {
    List<TaskNode<?>> again = leftOpen.take();
    if (!making.progress().isGoing() || again.isEmpty()) {
      return false;
    }
    schedule = Schedule.plan(how, again, making.caller());
    round = new Round(making, schedule, dispatcher);
    begun = false;
    for (TaskNode<?> task : schedule.settled()) { // meanwhile, so that it counts
      making.settled(task, true, task.state() == TaskState.DONE);
    }
    return true;
  }
}
