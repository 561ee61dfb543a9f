package io.github.taskloom;

import io.github.taskloom.fsm.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Does for each task of a make, when its turn comes, what its state asks for: run it, hand it to
 * the executor, settle it by its prerequisites, wait for it, or leave it open.
 *
 * <p>A task is left open that cannot be settled now, since somebody changed the graph or retried a
 * prerequisite meanwhile; what is left open at the end is planned and made anew.
 */
final class Dispatcher {
  private final Making making;
  private final @Nullable Executor executor;
  private final @Nullable Runner caller;
  private final Elsewhere elsewhere;

  /** Given tasks that could not be settled in this round. */
  private final Queue<Task<?>> open = new ConcurrentLinkedQueue<>();

  Dispatcher(
      Making making, @Nullable Executor executor, @Nullable Runner caller, Elsewhere elsewhere) {
    this.making = making;
    this.executor = executor;
    this.caller = caller;
    this.elsewhere = elsewhere;
  }

  /** The given tasks that were left open since the last call. */
  List<Task<?>> takeOpen() {
    List<Task<?>> taken = new ArrayList<>();
    for (Task<?> task = open.poll(); task != null; task = open.poll()) {
      taken.add(task);
    }
    return taken;
  }

  /**
   * Settles a task that was decided when the make planned; its turn comes nevertheless. False if
   * somebody else was faster.
   */
  boolean decide(Plan.Decision decision) {
    Status<TaskState> now = decision.task().status();
    return now.state() == TaskState.PENDING && settleBy(decision.task(), now, decision.by()) == now;
  }

  /** True if the task's turn is over; false if it is {@link Elsewhere} and will be told of. */
  boolean advance(MakeGraph graph, int position, Runner runner) {
    Task<?> task = graph.task(position);
    Status<TaskState> now = task.status();
    while (true) {
      Status<TaskState> witness;
      switch (now.state()) {
        case PENDING -> {
          Hindrance hindrance = Hindrance.among(task.required());
          if (hindrance != null) {
            if (!hindrance.decides()) {
              leaveOpen(graph, position);
              return true;
            }
            witness = settleBy(task, now, hindrance);
            if (witness == now) {
              making.settled(task, graph.isGiven(position), false);
              return true;
            }
          } else if (executor != null) {
            witness = task.move(now, TaskEvent.QUEUE, null);
            if (witness == now) {
              handOver(graph, position, now.attempt(), executor);
              return false;
            }
          } else {
            witness = task.enterRun(now, runner);
            if (witness == now) {
              making.settled(task, graph.isGiven(position), run(task, runner));
              return true;
            }
          }
        }
        case QUEUED, RUNNING -> {
          if (elsewhere.waitFor(graph, position, now.attempt(), false)) {
            return false;
          }
          witness = task.status();
        }
        case PREPARE -> throw new AssertionError(task + " was planned");
        default -> {
          making.settled(task, graph.isGiven(position), now.state() == TaskState.DONE);
          return true;
        }
      }
      now = witness;
    }
  }

  private boolean run(Task<?> task, Runner runner) {
    if (making.isStopped()) {
      // Whoever stopped may have looked at this runner before.
      CancelRequest request = task.cancelOn(runner);
      if (request != null) {
        request.tell();
      }
    }
    TaskState state = task.perform();
    runner.restore();
    return state == TaskState.DONE;
  }

  private void handOver(MakeGraph graph, int position, int attempt, Executor to) {
    Task<?> task = graph.task(position);
    elsewhere.waitFor(graph, position, attempt, true);
    if (making.isStopped()) {
      task.cancel(); // whoever stopped may have looked at what is elsewhere before
    }
    try {
      to.execute(() -> runQueued(task, attempt));
    } catch (Throwable rejection) { // it will never run: whoever waits must learn why
      task.tryFire(TaskEvent.ERROR, rejection);
    }
  }

  /** In a thread of the executor. One that calls twice, or late, finds nothing to do. */
  private void runQueued(Task<?> task, int attempt) {
    Runner runner = new Runner(caller, Thread.currentThread());
    if (task.performOn(runner, () -> claimQueued(task, attempt, runner)) != null) {
      runner.restore();
    }
  }

  private static boolean claimQueued(Task<?> task, int attempt, Runner runner) {
    Status<TaskState> now = task.status();
    while (now.state() == TaskState.QUEUED && now.attempt() == attempt) {
      Status<TaskState> witness = task.enterRun(now, runner);
      if (witness == now) {
        return true;
      }
      now = witness;
    }
    return false;
  }

  /** By a prerequisite that did not get DONE. */
  private static Status<TaskState> settleBy(Task<?> task, Status<TaskState> now, Hindrance by) {
    if (by.state() == TaskState.CANCELLED) {
      return task.move(now, TaskEvent.CANCEL, CancelledException.by(task, by.task()));
    }
    return task.move(now, TaskEvent.ERROR, by.asException(task));
  }

  private void leaveOpen(MakeGraph graph, int position) {
    if (graph.isGiven(position)) {
      open.add(graph.task(position));
    }
  }
}
