package io.github.taskloom.internal.make;

import io.github.taskloom.TaskState;
import io.github.taskloom.internal.task.CancelRequest;
import io.github.taskloom.internal.task.StageRun;
import io.github.taskloom.internal.task.StageWait;
import io.github.taskloom.internal.task.TaskCancellation;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.internal.task.TaskStage;
import org.jspecify.annotations.Nullable;

/** A task of a make that is left to its stage: it runs on no thread, and can be cancelled. */
final class StageSettler implements StageWait, MakeThreads.Left, Runnable {

  /** How the thread that comes settles the task. */
  interface Attempt {

    /** The state that it has settled in; null if the task was not left to that stage. */
    @Nullable TaskState end(TaskNode<?> task, StageRun<?> stage);
  }

  private final Making making;
  private final AwaitedTask wait;
  private final StageRun<?> stage;
  private final Attempt attempt;

  /** The worker's context class loader: callbacks see it, whichever thread they run on. */
  private final @Nullable ClassLoader contextClassLoader =
      Thread.currentThread().getContextClassLoader();

  /** By the worker that leaves the task. */
  StageSettler(Making making, AwaitedTask wait, StageRun<?> stage, Attempt attempt) {
    this.making = making;
    this.wait = wait;
    this.stage = stage;
    this.attempt = attempt;
  }

  @Override
  public void start() {
    try {
      String name = wait.task().nameIfAny();
      Thread.ofVirtual()
          .name(name == null ? "task" : "task " + name)
          .inheritInheritableThreadLocals(false)
          .start(this);
    } catch (Throwable noThread) { // no end at all would be worse
      settle();
    }
  }

  /** On the thread that comes. */
  @Override
  public void run() {
    Thread.currentThread().setContextClassLoader(contextClassLoader);
    settle();
  }

  private void settle() {
    try {
      TaskState state = attempt.end(wait.task(), stage);
      making.threads().removeLeft(this);
      if (state == null) {
        wait.lookAgain();
      } else {
        wait.tell(state == TaskState.DONE);
      }
    } catch (Throwable thrown) {
      broken(thrown);
    }
  }

  /** What no thread has taken over is settled here: no other thread would come for it. */
  private void broken(Throwable thrown) {
    try {
      if (!TaskStage.breakOff(wait.task(), stage, thrown) && wait.task().isSettled()) {
        making.progress().tellAtTheEnd(thrown); // of a scope that a callback has left open
      }
    } finally {
      if (wait.task().isSettled()) {
        making.threads().removeLeft(this);
        wait.tell(wait.task().state() == TaskState.DONE);
      } else { // of the engine
        try {
          making.progress().fail(thrown);
        } finally {
          drop();
        }
      }
    }
  }

  @Override
  public void drop() {
    making.threads().removeLeft(this);
    wait.drop();
  }

  /** By a thread that stops the make. */
  @Override
  public @Nullable CancelRequest cancel(String why) {
    return TaskCancellation.cancelOn(wait.task(), stage, why);
  }
}
