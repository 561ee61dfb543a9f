package io.github.taskloom.internal.make;

import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskState;
import io.github.taskloom.internal.task.Backoff;
import io.github.taskloom.internal.task.CancelRequest;
import io.github.taskloom.internal.task.Deadline;
import io.github.taskloom.internal.task.FunctionKind;
import io.github.taskloom.internal.task.Hindrance;
import io.github.taskloom.internal.task.LimitedRun;
import io.github.taskloom.internal.task.Limits;
import io.github.taskloom.internal.task.Ownership;
import io.github.taskloom.internal.task.Runner;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.internal.task.TaskStatus;
import io.github.taskloom.internal.task.Terms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
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
  private final MakeOptions how;
  private final @Nullable Executor executor;

  /** Whether only tasks that have a policy of their own need a look at it. */
  private final boolean plain;

  private final @Nullable Runner caller;
  private final Elsewhere elsewhere;

  /** For tasks at the executor; null where there may be any number. */
  private final @Nullable Permits permits;

  /** Given tasks that could not be settled in this round. */
  private final Queue<TaskNode<?>> open = new ConcurrentLinkedQueue<>();

  Dispatcher(Making making, MakeOptions how, @Nullable Runner caller, Elsewhere elsewhere) {
    this.making = making;
    this.how = how;
    this.executor = how.executor();
    this.plain = how.retry() == null && !how.mayAbandonAny();
    this.caller = caller;
    this.elsewhere = elsewhere;
    this.permits = how.limitsExecutor() ? new Permits(how.parallelism()) : null;
  }

  /** Whether a task runs without a rule or a limit. */
  boolean isPlain(TaskNode<?> task) {
    return plain && task.policy() == null;
  }

  /** The given tasks that were left open since the last call. */
  List<TaskNode<?>> takeOpen() {
    List<TaskNode<?>> taken = new ArrayList<>();
    for (TaskNode<?> task = open.poll(); task != null; task = open.poll()) {
      taken.add(task);
    }
    return taken;
  }

  /**
   * Settles a task that was decided when the make planned; its turn comes nevertheless. False if
   * somebody else was faster.
   */
  boolean decide(Plan.Decision decision) {
    TaskStatus now = decision.task().status();
    return now.state() == TaskState.PENDING && settleBy(decision.task(), now, decision.by()) == now;
  }

  /**
   * True if the task's turn is over; false if it is {@link Elsewhere} and will be told of.
   *
   * @param timed whether to note how long the function takes
   */
  boolean advance(MakeGraph graph, int position, Runner runner, boolean timed) {
    boolean isOver = turn(graph, position, runner, timed);
    if (permits != null) {
      permits.passOn(graph);
    }
    return isOver;
  }

  private boolean turn(MakeGraph graph, int position, Runner runner, boolean timed) {
    TaskNode<?> task = graph.task(position);
    TaskStatus now = task.status();
    while (true) {
      TaskStatus witness;
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
          } else if (now.detail() instanceof Backoff backoff
              && isBetweenAttempts(graph, position, now, backoff)) {
            return false;
          } else if (executor != null) {
            if (permits != null && !permits.take(graph, position)) {
              return false;
            }
            Elsewhere.Wait wait = elsewhere.queued(graph, position);
            witness = task.move(now, TaskEvent.QUEUE, wait.submission());
            if (witness == now) {
              handOver(wait, now.attempt(), executor);
              return false;
            }
            wait.drop();
          } else if (isPlain(task)) {
            witness = task.enterRun(now, runner);
            if (witness == now) {
              making.settled(task, graph.isGiven(position), run(task, runner, timed));
              return true;
            }
          } else {
            TaskState state = runUnderTerms(task, now, runner);
            if (state == TaskState.PENDING) {
              awaitNextAttempt(graph, position);
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
          if (elsewhere.waitForOthers(graph, position, now)) {
            return false;
          }
          witness = task.status();
        }
        case PREPARE -> throw new AssertionError(task + " was planned");
        default -> { // by another thread, which may be at the callbacks
          if (!making.isTold(task)) {
            elsewhere.waitForCallbacks(graph, position, now);
            return false;
          }
          making.settled(task, graph.isGiven(position), now.state() == TaskState.DONE);
          return true;
        }
      }
      now = witness;
    }
  }

  private boolean run(TaskNode<?> task, Runner runner, boolean timed) {
    cancelIfStopped(task, runner);
    TaskState state = timed ? performTimed(task) : task.perform();
    runner.restore();
    return state == TaskState.DONE;
  }

  private static TaskState performTimed(TaskNode<?> task) {
    Object function = task.userFunction(); // dropped by the end of the run
    long begin = System.nanoTime();
    TaskState state = task.perform();
    FunctionKind.ran(function, System.nanoTime() - begin);
    return state;
  }

  /** The thread that ended the make may have looked at this runner before. */
  private void cancelIfStopped(TaskNode<?> task, Runner runner) {
    MakeLimit limit = making.limit();
    if (limit != null) {
      limit.interruptIfUp(task, runner);
    }
    if (making.isStopped()) {
      CancelRequest request = task.cancelOn(runner, making.whyStopped());
      if (request != null) {
        request.tell();
      }
    }
  }

  private void handOver(Elsewhere.Wait wait, int attempt, Executor to) {
    elsewhere.waitForExecutor(wait, attempt);
    if (wait.isOver()) { // taken back, or settled, before it was handed over
      return;
    }
    try {
      to.execute(() -> runQueued(wait, null));
    } catch (Throwable rejection) {
      rejected(wait, rejection);
    }
  }

  /** An attempt that has failed: retried by the task's rule, as any. */
  private void rejected(Elsewhere.Wait wait, Throwable rejection) {
    TaskNode<?> task = wait.task();
    if (how.terms(task, making.ownership()) != null) {
      runQueued(wait, rejection);
      return;
    }
    TaskStatus now = task.status();
    while (wait.isQueuedIn(now)) {
      TaskStatus witness = task.move(now, TaskEvent.ERROR, rejection);
      if (witness == now) {
        return;
      }
      now = witness;
    }
  }

  /**
   * In a thread of the executor. One that calls twice, or late, or once the make starts nothing
   * more, finds nothing to do.
   *
   * @param rejection why no thread was to be had, in place of a run; null for a run
   */
  private void runQueued(Elsewhere.Wait wait, @Nullable Throwable rejection) {
    if (wait.isOver()) {
      return;
    }
    if (!making.isGoing()) {
      wait.giveUp();
      return;
    }
    TaskNode<?> task = wait.task();
    Runner runner = new Runner(caller, Thread.currentThread());
    making.runners().add(runner);
    TaskState state = null;
    try {
      state =
          task.performOn(
              runner,
              () -> claimQueued(task, wait, runner),
              () -> performQueued(task, runner, rejection));
      if (state != null) {
        runner.restore();
      }
    } catch (Throwable thrown) { // the engine's, or of a scope that the function has left open
      if (task.state() == TaskState.QUEUED) { // no thread would come back for it
        making.fail(thrown);
      }
      throw thrown;
    } finally {
      runner.task(null);
      runner.leave();
      // It was not taken back, unless the wait is over; another make may run it by now.
      if (state == TaskState.PENDING || task.state() == TaskState.PENDING) {
        wait.awaitNextAttempt();
      }
    }
  }

  private TaskState performQueued(TaskNode<?> task, Runner runner, @Nullable Throwable rejection) {
    cancelIfStopped(task, runner);
    Terms terms = isPlain(task) ? null : how.terms(task, making.ownership());
    if (terms == null) {
      return task.perform();
    }
    return rejection == null
        ? perform(task, terms, runner)
        : task.perform(
            terms,
            function ->
                () -> {
                  throw thrown(rejection);
                });
  }

  private static Exception thrown(Throwable rejection) {
    if (rejection instanceof Error error) {
      throw error;
    }
    return rejection instanceof Exception exception
        ? exception
        : new RejectedExecutionException(rejection);
  }

  private <T extends @Nullable Object> TaskState perform(
      TaskNode<T> task, Terms terms, Runner runner) {
    Limits limits = terms.limits();
    return limits == null
        ? task.perform(terms, function -> function)
        : LimitedRun.perform(
            task, terms, limits, limits.abandonAfter() == null ? null : deadline(), runner);
  }

  /** The state the attempt led to, PENDING if another one follows; null if it was not ours. */
  private @Nullable TaskState runUnderTerms(TaskNode<?> task, TaskStatus now, Runner lane) {
    Terms terms = how.terms(task, making.ownership());
    Limits limits = terms == null ? null : terms.limits();
    if (terms == null || limits == null || limits.abandonAfter() == null) {
      if (task.enterRun(now, lane) != now) {
        return null;
      }
      cancelIfStopped(task, lane);
      TaskState state =
          terms == null
              ? task.perform()
              : limits == null ? perform(task, terms, lane) : performLimited(task, terms, lane);
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
      return LimitedRun.await(task, terms, limits, deadline(), own, launch);
    } catch (Throwable thrown) { // of a clock of the user's, say, before its thread has begun
      task.breakOff(own, thrown);
      throw thrown;
    } finally {
      own.leave();
    }
  }

  /** What a clock of the user's throws fails the task, not the make. */
  private TaskState performLimited(TaskNode<?> task, Terms terms, Runner lane) {
    try {
      return perform(task, terms, lane);
    } catch (Throwable thrown) {
      if (task.breakOff(lane, thrown)) {
        return TaskState.FAILED;
      }
      throw thrown;
    }
  }

  /** When what begins now has to be over on the make's account; null if it never has to. */
  private @Nullable Deadline deadline() {
    MakeLimit limit = making.limit();
    return limit == null ? null : limit.deadline();
  }

  /**
   * Whether an attempt of a task whose last one failed is not to begin now. One that was given up
   * is taken over; a CAS that is lost here is lost by the claim, too, which looks again.
   */
  private boolean isBetweenAttempts(
      MakeGraph graph, int position, TaskStatus now, Backoff backoff) {
    Ownership own = making.ownership();
    boolean isOwn = backoff.owner() == own;
    if (!isOwn && !backoff.owner().isGivenUp()) {
      return elsewhere.waitForOthers(graph, position, now);
    }
    Duration left = backoff.left();
    if (left.isZero()
        || (!isOwn && graph.task(position).takeOver(now, backoff.ownedBy(own)) != now)) {
      return false;
    }
    elsewhere.waitForNextAttempt(graph, position, now, left, how.clock());
    return true;
  }

  /** After an attempt that another one follows: the task's turn comes again when that is due. */
  void awaitNextAttempt(MakeGraph graph, int position) {
    TaskStatus now = graph.task(position).status();
    if (now.detail() instanceof Backoff backoff && backoff.owner() == making.ownership()) {
      Duration left = backoff.left();
      if (!left.isZero()) {
        elsewhere.waitForNextAttempt(graph, position, now, left, how.clock());
        return;
      }
    }
    lookAgain(graph, position);
  }

  /** A task's turn was not over, and comes again. */
  void lookAgain(MakeGraph graph, int position) {
    if (graph.mayRepeat()) {
      graph.again(position);
    } else {
      leaveOpen(graph, position); // what is left open is made at the end
    }
  }

  void leftExecutor(MakeGraph graph) {
    if (permits != null) {
      permits.giveBack(graph);
    }
  }

  private static boolean claimQueued(TaskNode<?> task, Elsewhere.Wait wait, Runner runner) {
    TaskStatus now = task.status();
    return wait.isQueuedIn(now) && task.enterRun(now, runner) == now;
  }

  /** By a prerequisite that did not get DONE. */
  private static TaskStatus settleBy(TaskNode<?> task, TaskStatus now, Hindrance by) {
    return by.cancels()
        ? task.move(now, TaskEvent.CANCEL, by.asCancellation(task))
        : task.move(now, TaskEvent.ERROR, by.asFailure(task));
  }

  void leaveOpen(MakeGraph graph, int position) {
    if (graph.isGiven(position)) {
      open.add(graph.task(position));
    }
  }
}
