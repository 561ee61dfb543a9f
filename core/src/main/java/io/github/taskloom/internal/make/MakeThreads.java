package io.github.taskloom.internal.make;

import io.github.taskloom.internal.task.AtWork;
import io.github.taskloom.internal.task.CancelRequest;
import io.github.taskloom.internal.task.Runner;
import io.github.taskloom.internal.task.RunnerMake;
import io.github.taskloom.internal.task.TaskCancellation;
import io.github.taskloom.internal.task.TaskNode;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The threads at work for one make, so that what they run can be cancelled; among them the one that
 * goes on with the graph, and the caller's where that has a part in it. One CAS to come, one store
 * to go, for as many threads as there are tasks that block. (In a concurrent hash set ten thousand
 * extra workers spent a quarter of their time on its table, by a sampled profile of tasks that
 * sleep.)
 *
 * <pre>
 *   newest -> D -> C -> B -> A      a runner that has left stays until one comes on top of it
 *             x    x                here the next one to come points to B
 * </pre>
 *
 * <p>So a runner that has left is held while one that came after it is at work, and from then on
 * until the next one comes. Beside them stands what runs without a thread.
 */
public final class MakeThreads {
  private static final VarHandle NEWEST =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "newest", VarHandle.class, MakeThreads.class, Runner.class);

  private static final VarHandle LEFT =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "left", VarHandle.class, MakeThreads.class, Set.class);

  /** What runs without a thread. */
  interface Left {

    /** The request, whose callbacks are to be told; null if there is none to be made. */
    @Nullable CancelRequest cancel(String why);
  }

  /** The make where that is observed. */
  private final @Nullable RunnerMake observed;

  private volatile @Nullable Runner newest;

  /** Equal by identity; null before the first, since most makes have none. Through LEFT. */
  private volatile @Nullable Set<Left> left;

  /** The runner of the thread that goes on with the graph. */
  private volatile @Nullable Runner maker;

  /** Set by the caller before it goes on, and so before each thread that is forked from then on. */
  private @Nullable Runner ofCaller;

  /** Of a make that is not observed. */
  public MakeThreads() {
    this(null);
  }

  MakeThreads(@Nullable RunnerMake observed) {
    this.observed = observed;
  }

  /** By the runner's own thread, or before it starts; once for each runner. */
  public void add(Runner runner) {
    if (observed != null) {
      runner.make(observed);
    }
    Runner top = newest;
    while (true) {
      Runner below = top;
      while (below != null && below.hasLeft()) {
        below = below.older();
      }
      runner.older(below); // before the CAS, which publishes it
      Runner witness = (Runner) NEWEST.compareAndExchange(this, top, runner);
      if (witness == top) {
        return;
      }
      top = witness;
    }
  }

  /** By a worker that still has the task. */
  void addLeft(Left added) {
    Set<Left> present = left;
    if (present == null) {
      Set<Left> fresh = ConcurrentHashMap.newKeySet();
      present = LEFT.compareAndSet(this, null, fresh) ? fresh : Objects.requireNonNull(left);
    }
    present.add(added);
  }

  /** By the thread that has settled its task, or the worker that keeps it. */
  void removeLeft(Left removed) {
    Objects.requireNonNull(left).remove(removed);
  }

  /** Its thread, the calling one, goes on with the graph from now on. */
  void addMaker(Runner own) {
    maker = own;
    add(own);
  }

  /** By the caller, before it goes on with the graph itself. */
  void calledBy(Runner own) {
    ofCaller = own;
  }

  /** Calls for each one that is at work: those that came before the call and have not left. */
  public void forEach(Consumer<? super Runner> action) {
    for (Runner runner = newest; runner != null; runner = runner.older()) {
      if (!runner.hasLeft()) {
        action.accept(runner);
      }
    }
  }

  /**
   * Whether another runner is at work inside of a function that one of them runs: for a make that
   * this function has called.
   */
  boolean areAround(Runner other) {
    boolean[] found = new boolean[1];
    forEach(runner -> found[0] |= AtWork.isWithin(other, runner));
    return found[0];
  }

  /** The runner of the thread that goes on with the graph; null before there is one. */
  @Nullable Runner maker() {
    return maker;
  }

  /**
   * The runner of the calling thread, if that goes on with the graph or is the caller; else null.
   */
  @Nullable Runner here() {
    Thread here = Thread.currentThread();
    Runner own = maker;
    if (own != null && own.thread() == here) {
      return own;
    }
    own = ofCaller;
    return own != null && own.thread() == here ? own : null;
  }

  /** By a thread that waits for others: clears its interrupt, which a caller's make stops by. */
  void takeInterrupt() {
    if (Thread.interrupted()) {
      interrupted();
    }
  }

  /** The calling thread was interrupted. It ends no wait, but a caller's stops the make. */
  void interrupted() {
    Runner own = ofCaller;
    if (own != null && own.thread() == Thread.currentThread()) {
      own.interrupted();
    }
  }

  /** Wakes the maker where it waits for what is elsewhere. */
  void wakeMaker() {
    Runner sleeping = maker;
    if (sleeping != null) {
      LockSupport.unpark(sleeping.thread());
    }
  }

  /**
   * Cancels what they run: all are interrupted before any callback runs, which may wait for
   * another's end.
   *
   * @param phase of their make, which is stopped: either this finds the task of a worker, or the
   *     worker finds the make stopped
   */
  void cancelRunning(MakePhase phase) {
    String why = phase.whyStopped();
    List<CancelRequest> requests = new ArrayList<>();
    forEach(
        runner -> {
          TaskNode<?> task = runner.task();
          if (task != null) {
            add(requests, phase, () -> TaskCancellation.cancelOn(task, runner, why));
          }
        });
    Set<Left> all = left; // after the look at the workers, which leave tasks there
    if (all != null) {
      all.forEach(each -> add(requests, phase, () -> each.cancel(why)));
    }
    requests.forEach(CancelRequest::tell);
  }

  private static void add(
      List<CancelRequest> requests, MakePhase phase, Supplier<@Nullable CancelRequest> cancel) {
    try {
      CancelRequest request = cancel.get();
      if (request != null) {
        requests.add(request);
      }
    } catch (Throwable thrown) { // of a thread of the user's: the others are to end, too
      phase.failsBy(thrown);
    }
  }
}
