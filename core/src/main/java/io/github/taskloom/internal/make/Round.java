package io.github.taskloom.internal.make;

import io.github.taskloom.internal.pool.Job;
import io.github.taskloom.internal.pool.Worker;
import io.github.taskloom.internal.task.FunctionKind;
import io.github.taskloom.internal.task.Runner;
import io.github.taskloom.internal.task.TaskDispatch;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.internal.task.TaskRepair;

/** What the threads at work do with one planned graph. */
final class Round implements Job {
  /** One run in so many is timed. */
  static final int TIMED = 32;

  private final Making making;
  private final MakeThreads threads;
  private final Schedule schedule;
  private final Dispatcher dispatcher;

  Round(Making making, Schedule schedule, Dispatcher dispatcher) {
    this.making = making;
    this.threads = making.threads();
    this.schedule = schedule;
    this.dispatcher = dispatcher;
  }

  @Override
  public String name() {
    return schedule.partName();
  }

  @Override
  public void work(Worker worker) {
    Runner own = threads.here();
    if (own != null) {
      work(own, worker);
      return;
    }
    Runner runner = new Runner(making.caller(), Thread.currentThread());
    threads.add(runner);
    try {
      runner.carriedDuring(() -> work(runner, worker));
    } catch (Throwable thrown) {
      making.progress().tellAtTheEnd(thrown);
    }
    making.left(runner);
  }

  private void work(Runner runner, Worker worker) {
    try {
      int next = worker.claim();
      for (int turns = 0; next >= 0 && making.progress().mayBegin(); turns++) {
        int ready = -1;
        boolean turnIsOver = turn(next, runner, turns % TIMED == 0);
        if (turnIsOver) {
          worker.finish();
          ready = schedule.settled(next, worker);
        }
        next = ready >= 0 ? worker.keep(ready) : worker.claim();
      }
    } catch (Throwable thrown) { // of the engine, not of a task: memory, too short a stack
      broken(runner, thrown);
    }
    runner.task(null);
  }

  @Override
  public void workAlone(int number) {
    Runner own = threads.here();
    if (own != null) { // no thread was to be had
      workAlone(number, own);
      return;
    }
    String name = schedule.task(number).nameIfAny();
    if (name != null) {
      Thread.currentThread().setName("task " + name);
    }
    Runner runner = new Runner(making.caller(), Thread.currentThread());
    threads.add(runner);
    try {
      runner.carriedDuring(() -> workAlone(number, runner));
    } catch (Throwable thrown) {
      making.progress().tellAtTheEnd(thrown);
    }
    making.left(runner);
  }

  private void workAlone(int number, Runner runner) {
    try {
      if (making.progress().mayBegin() && turn(number, runner, true)) {
        schedule.settledElsewhere(number); // what is ready now has threads of its own
      }
    } catch (Throwable thrown) { // of the engine, not of a task
      broken(runner, thrown);
    }
    runner.task(null);
  }

  /**
   * The turn of the only task that is ready, on the thread that goes on with the graph.
   *
   * @return false if it is elsewhere instead
   */
  boolean runSingle(int position, Runner runner, boolean timed) {
    boolean turnIsOver = true;
    try {
      turnIsOver = turn(position, runner, timed);
    } catch (Throwable thrown) { // of the engine, not of a task
      broken(runner, thrown);
    }
    runner.task(null);
    return turnIsOver;
  }

  private boolean turn(int position, Runner runner, boolean timed) {
    boolean turnIsOver = dispatcher.advance(schedule, position, runner, timed);
    runner.breakOffInner(null);
    return turnIsOver;
  }

  @Override
  public void heldUp() {
    Runner worker = threads.maker();
    TaskNode<?> task = worker == null ? null : worker.task();
    if (task != null) {
      FunctionKind.stuck(TaskRepair.userFunction(task));
    }
  }

  @Override
  public boolean parkWhilePaused() {
    return making.progress().parkWhilePaused();
  }

  @Override
  public void interrupted() {
    threads.interrupted();
  }

  private void broken(Runner runner, Throwable thrown) {
    try {
      runner.breakOffInner(thrown);
      TaskNode<?> task = runner.task();
      if (task != null) {
        TaskDispatch.breakOff(task, runner, thrown);
      }
    } finally {
      making.progress().fail(thrown);
    }
  }
}
