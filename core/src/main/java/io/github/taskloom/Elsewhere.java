package io.github.taskloom;

import io.github.taskloom.fsm.Registration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a layer that the make's own threads do not run: queued in its executor, or running
 * or queued on somebody else's account. Their results tell when they settle; no thread waits for
 * each.
 */
final class Elsewhere {
  private final Making making;
  private final AtomicInteger open = new AtomicInteger();
  private final Queue<Wait> waits = new ConcurrentLinkedQueue<>();

  Elsewhere(Making making) {
    this.making = making;
  }

  /** One task that is waited for; told or given up, whichever is first. */
  private final class Wait extends AtomicBoolean {
    private static final long serialVersionUID = 1L;

    private final transient MakeGraph graph;
    private final int position;
    private final boolean own;
    private transient @Nullable Registration registration; // read once the lanes have ended
    private transient volatile @Nullable Registration untilNext;

    Wait(MakeGraph graph, int position, boolean own) {
      this.graph = graph;
      this.position = position;
      this.own = own;
    }

    Task<?> task() {
      return graph.task(position);
    }

    /** Another attempt is to come, whoever made this one: it may be left to us. */
    void again() {
      if (compareAndSet(false, true)) {
        closeNext();
        making.again(graph, position);
        leave();
      }
    }

    void closeIfTold() {
      if (get()) {
        closeNext();
        Objects.requireNonNull(registration).close();
      }
    }

    private void closeNext() {
      Registration next = untilNext;
      if (next != null) {
        next.close();
      }
    }

    void tell(Result<?> result) {
      if (compareAndSet(false, true)) {
        closeNext();
        making.settled(
            task(), graph.isGiven(position), result.outcome() instanceof Outcome.Done<?>);
        graph.settledElsewhere(position);
        leave();
      }
    }

    void giveUp() {
      if (compareAndSet(false, true)) {
        if (registration != null) {
          registration.close();
        }
        closeNext();
        leave();
      }
    }

    private void leave() {
      if (open.decrementAndGet() == 0) {
        making.wake();
      }
    }
  }

  /**
   * Waits for an attempt that is QUEUED or RUNNING; false if another attempt stands already.
   *
   * @param own whether this make has queued it, and so is to cancel it when it is stopped
   */
  boolean waitFor(MakeGraph graph, int position, int attempt, boolean own) {
    Task<?> task = graph.task(position);
    Result<?> result = task.result();
    if (result.attempt() > attempt) {
      return false;
    }
    Wait wait = new Wait(graph, position, own);
    open.incrementAndGet();
    waits.add(wait);
    if (making.mayRetry(task)) { // its result stays open from one attempt to the next
      wait.untilNext = task.onEnter(TaskState.PENDING, made -> wait.again());
      if (task.status().attempt() != attempt && !task.isSettled()) {
        wait.again();
      }
    }
    wait.registration = result.notify(wait::tell);
    wait.closeIfTold(); // it may have been told before it knew what to take back
    if (!own) {
      making.ensureNoCircle(task);
    }
    return true;
  }

  Stream<Task<?>> tasks() {
    return waits.stream().filter(wait -> !wait.get()).<Task<?>>map(Wait::task);
  }

  /** By the maker, after the lanes of the layer have ended. */
  void await() {
    if (waits.isEmpty()) {
      return;
    }
    while (open.get() > 0) {
      if (!making.isGoing()) {
        giveUp();
      }
      if (open.get() > 0) {
        LockSupport.park(this);
      }
      Thread.interrupted(); // left behind by a task: nobody else knows this thread
    }
    waits.clear();
  }

  /** What the executor has not begun by now is not to begin. */
  void cancelQueued(String why) {
    for (Wait wait : waits) {
      if (wait.own) {
        wait.task().cancelIfQueued(why);
      }
    }
  }

  /** What runs on somebody else's account is theirs; our own is waited for. */
  private void giveUp() {
    for (Wait wait : waits) {
      if (!wait.own) {
        wait.giveUp();
      }
    }
  }

  /** By whoever stops the make: the maker itself may be at work in the executor's stead. */
  List<CancelRequest> cancelOwn(String why) {
    List<CancelRequest> requests = new ArrayList<>();
    for (Wait wait : waits) {
      CancelRequest request = wait.own && !wait.get() ? wait.task().requestCancel(why) : null;
      if (request != null) {
        requests.add(request);
      }
    }
    return requests;
  }
}
