package io.github.taskloom.internal.make;

import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskState;
import io.github.taskloom.internal.task.Backoff;
import io.github.taskloom.internal.task.Hindrance;
import io.github.taskloom.internal.task.Ownership;
import io.github.taskloom.internal.task.Runner;
import io.github.taskloom.internal.task.TaskCancellation;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.internal.task.TaskStatus;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
  private static final VarHandle OPEN =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "open", VarHandle.class, Dispatcher.class, Queue.class);

  private final Making making;
  private final MakeOptions how;
  private final Elsewhere elsewhere;
  private final Attempts attempts;

  /** Null where the make's own threads run the tasks. */
  private final @Nullable Submissions submissions;

  /** Given tasks that could not be settled in this round; null before the first. Through OPEN. */
  private volatile @Nullable Queue<TaskNode<?>> open;

  Dispatcher(Making making, MakeOptions how, @Nullable Runner caller, Elsewhere elsewhere) {
    this.making = making;
    this.how = how;
    this.elsewhere = elsewhere;
    this.attempts = new Attempts(making, how, caller);
    Executor executor = how.executor();
    this.submissions =
        executor == null
            ? null
            : new Submissions(making, how, executor, caller, elsewhere, attempts);
  }

  /** Whether a task runs without a rule or a limit. */
  boolean isPlain(TaskNode<?> task) {
    return attempts.isPlain(task);
  }

  /** The given tasks that were left open since the last call. */
  List<TaskNode<?>> takeOpen() {
    Queue<TaskNode<?>> present = open;
    if (present == null) {
      return List.of();
    }
    List<TaskNode<?>> taken = new ArrayList<>();
    for (TaskNode<?> task = present.poll(); task != null; task = present.poll()) {
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
    if (submissions != null) {
      submissions.passOn(graph);
    }
    return isOver;
  }

  /** Most tasks are plain, and nothing hinders them; the compiler makes one piece of their way. */
  private boolean turn(MakeGraph graph, int position, Runner runner, boolean timed) {
    TaskNode<?> task = graph.task(position);
    TaskStatus now = task.status();
    if (now.state() == TaskState.PENDING
        && submissions == null
        && attempts.isPlain(task)
        && !(now.detail() instanceof Backoff)
        && Hindrance.among(task) == null) {
      TaskStatus witness = task.enterRun(now, runner);
      if (witness == now) {
        return isOverAfter(graph, position, attempts.runPlain(task, runner, timed));
      }
      now = witness;
    }
    return turn(graph, position, runner, task, now);
  }

  private boolean turn(
      MakeGraph graph, int position, Runner runner, TaskNode<?> task, TaskStatus first) {
    TaskStatus now = first;
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
          } else if (submissions != null) {
            if (!submissions.mayBegin(graph, position)) {
              return false;
            }
            witness = submissions.submit(graph, position, now);
            if (witness == now) {
              return false;
            }
          } else {
            TaskState state = attempts.claimAndRun(task, now, runner);
            if (state != null) {
              return isOverAfter(graph, position, state);
            }
            witness = task.status();
          }
        }
        case QUEUED, RUNNING -> {
          if (making.isQueuedBehindCaller(now)) { // no thread would come for it: run here instead
            TaskState state = attempts.claimAndRun(task, now, runner);
            if (state != null) {
              return isOverAfter(graph, position, state);
            }
          } else if (elsewhere.waitForOthers(graph, position, now)) {
            return false;
          }
          witness = task.status();
        }
        case PREPARE -> throw new AssertionError(task + " was planned");
        default -> { // by another thread, which may be at the callbacks
          return isOver(graph, position, now.state() == TaskState.DONE);
        }
      }
      now = witness;
    }
  }

  /** What an attempt by this make means for it: whether the task's turn is over. */
  private boolean isOverAfter(MakeGraph graph, int position, TaskState state) {
    if (state == TaskState.PENDING) {
      awaitNextAttempt(graph, position);
      return false;
    }
    if (state == TaskState.RUNNING) {
      elsewhere.waitForStage(graph, position, attempts);
      return false;
    }
    return isOver(graph, position, state == TaskState.DONE);
  }

  /** A task has settled; false if a thread that is none of ours is at its callbacks. */
  private boolean isOver(MakeGraph graph, int position, boolean done) {
    TaskNode<?> task = graph.task(position);
    if (!making.isTold(task)) {
      elsewhere.waitForCallbacks(graph, position, done);
      return false;
    }
    making.settled(task, graph.isGiven(position), done);
    return true;
  }

  /**
   * Whether an attempt of a task whose last one failed is not to begin now. One that was given up
   * is taken over; a CAS that is lost here is lost by the claim, too, which looks again.
   */
  private boolean isBetweenAttempts(
      MakeGraph graph, int position, TaskStatus now, Backoff backoff) {
    Ownership own = making.ownership();
    boolean isOwn = backoff.owner() == own;
    boolean isHeldUp = !isOwn && making.holdsUp(backoff.owner());
    if (!isOwn && !isHeldUp && !backoff.owner().isGivenUp()) {
      return elsewhere.waitForOthers(graph, position, now);
    }
    Duration left = backoff.left();
    if (left.isZero()
        || (!isOwn
            && TaskCancellation.takeOver(
                    graph.task(position),
                    now,
                    isHeldUp ? backoff.inPlaceOfOwner(own) : backoff.ownedBy(own))
                != now)) {
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
    if (submissions != null) {
      submissions.left(graph);
    }
  }

  /** By a prerequisite that did not get DONE. */
  private static TaskStatus settleBy(TaskNode<?> task, TaskStatus now, Hindrance by) {
    return by.cancels()
        ? task.move(now, TaskEvent.CANCEL, by.asCancellation(task))
        : task.move(now, TaskEvent.ERROR, by.asFailure(task));
  }

  void leaveOpen(MakeGraph graph, int position) {
    if (!graph.isGiven(position)) {
      return;
    }
    Queue<TaskNode<?>> present = open;
    if (present == null) {
      Queue<TaskNode<?>> fresh = new ConcurrentLinkedQueue<>();
      present = OPEN.compareAndSet(this, null, fresh) ? fresh : Objects.requireNonNull(open);
    }
    present.add(graph.task(position));
  }
}
