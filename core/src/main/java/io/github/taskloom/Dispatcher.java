package io.github.taskloom;

import io.github.taskloom.fsm.Status;
import java.time.Duration;
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
  private final Make how;
  private final @Nullable Executor executor;

  /** Whether only tasks that have a policy of their own need a look at it. */
  private final boolean plain;

  private final @Nullable Runner caller;
  private final Elsewhere elsewhere;

  /** Given tasks that could not be settled in this round. */
  private final Queue<Task<?>> open = new ConcurrentLinkedQueue<>();

  Dispatcher(Making making, Make how, @Nullable Runner caller, Elsewhere elsewhere) {
    this.making = making;
    this.how = how;
    this.executor = how.executor();
    this.plain = how.retry() == null && how.timeout() == null;
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
          Hindrance hindrance = Hindrance.among(task);
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
          } else if (isTooEarly(graph, position, now)) {
            return false;
          } else if (executor != null) {
            witness = task.move(now, TaskEvent.QUEUE, null);
            if (witness == now) {
              handOver(graph, position, now.attempt(), executor);
              return false;
            }
          } else if (plain && task.policy() == null) {
            witness = task.enterRun(now, runner);
            if (witness == now) {
              making.settled(task, graph.isGiven(position), run(task, runner));
              return true;
            }
          } else {
            TaskState state = runUnderTerms(task, now, runner);
            if (state == TaskState.PENDING) {
              again(graph, position);
              return false;
            }
            if (state != null) {
              making.settled(task, graph.isGiven(position), state == TaskState.DONE);
              return true;
            }
            witness = task.status();
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
    cancelIfStopped(task, runner);
    TaskState state = task.perform();
    runner.restore();
    return state == TaskState.DONE;
  }

  /** Whoever stopped may have looked at this runner before. */
  private void cancelIfStopped(Task<?> task, Runner runner) {
    if (making.isStopped()) {
      CancelRequest request = task.cancelOn(runner, making.whyStopped());
      if (request != null) {
        request.tell();
      }
    }
  }

  private void handOver(MakeGraph graph, int position, int attempt, Executor to) {
    Task<?> task = graph.task(position);
    elsewhere.waitFor(graph, position, attempt, true);
    making.recheck(task); // whoever stopped may have looked at what is elsewhere before
    try {
      to.execute(() -> runQueued(task, attempt));
    } catch (Throwable rejection) { // it will never run: whoever waits must learn why
      task.tryFire(TaskEvent.ERROR, rejection);
    }
  }

  /** In a thread of the executor. One that calls twice, or late, finds nothing to do. */
  private void runQueued(Task<?> task, int attempt) {
    Runner runner = new Runner(caller, Thread.currentThread());
    if (task.performOn(
            runner, () -> claimQueued(task, attempt, runner), () -> performQueued(task, runner))
        != null) {
      runner.restore();
    }
  }

  private TaskState performQueued(Task<?> task, Runner runner) {
    Terms terms = plain && task.policy() == null ? null : Terms.of(task, how);
    return terms == null ? task.perform() : perform(task, terms, runner);
  }

  private <T extends @Nullable Object> TaskState perform(Task<T> task, Terms terms, Runner runner) {
    Limits limits = terms.limits();
    return limits == null
        ? task.perform(terms, function -> function)
        : LimitedRun.perform(task, terms, limits, making.timeLeft(), runner);
  }

  /** The state the attempt led to, PENDING if another one follows; null if it was not ours. */
  private @Nullable TaskState runUnderTerms(Task<?> task, Status<TaskState> now, Runner lane) {
    Terms terms = Terms.of(task, how);
    if (terms == null || terms.limits() == null) {
      if (task.enterRun(now, lane) != now) {
        return null;
      }
      cancelIfStopped(task, lane);
      TaskState state = terms == null ? task.perform() : perform(task, terms, lane);
      lane.restore();
      return state;
    }
    LimitedRun.Launch launch = new LimitedRun.Launch();
    Runner own = new Runner(caller, launch.thread(task));
    making.runners().add(own);
    try {
      if (task.enterRun(now, own) != now) {
        return null;
      }
      cancelIfStopped(task, own);
      return LimitedRun.await(task, terms, terms.limits(), making.timeLeft(), own, launch);
    } finally {
      own.leave();
    }
  }

  /** Between two attempts: another make's, or our own. */
  private boolean isTooEarly(MakeGraph graph, int position, Status<TaskState> now) {
    if (!(now.detail() instanceof Backoff backoff)
        || backoff.left().isZero()
        || !graph.mayRepeat()) {
      return false;
    }
    again(graph, position);
    return true;
  }

  /** Its turn comes again when another attempt is due. */
  void again(MakeGraph graph, int position) {
    if (!graph.mayRepeat()) { // the rule is another make's: what is left open is made at the end
      leaveOpen(graph, position);
      return;
    }
    Object detail = graph.task(position).status().detail();
    Duration left = detail instanceof Backoff backoff ? backoff.left() : Duration.ZERO;
    making.later(left, () -> graph.again(position));
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
    return by.cancels()
        ? task.move(now, TaskEvent.CANCEL, by.asCancellation(task))
        : task.move(now, TaskEvent.ERROR, by.asException(task));
  }

  void leaveOpen(MakeGraph graph, int position) {
    if (graph.isGiven(position)) {
      open.add(graph.task(position));
    }
  }
}
