package io.github.taskloom.internal.make;

import io.github.taskloom.TaskState;
import io.github.taskloom.internal.task.Runner;
import io.github.taskloom.internal.task.TaskNode;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What the observer of one make is told: each attempt that has begun ends, whichever thread has
 * settled the task, and whether or not the make has waited for that.
 */
final class ObservedMake {
  private static final AtomicLong NUMBERS = new AtomicLong();

  private final MakeObserver observer;
  private final long number = NUMBERS.incrementAndGet();

  /** Those whose attempt has begun, and has not ended for all that the observer knows. */
  private final Set<TaskNode<?>> open = ConcurrentHashMap.newKeySet();

  private ObservedMake(MakeObserver observer) {
    this.observer = observer;
  }

  /** Null where none observes. */
  static @Nullable ObservedMake by(@Nullable MakeObserver observer) {
    return observer == null ? null : new ObservedMake(observer);
  }

  void begins(Collection<? extends TaskNode<?>> goals) {
    observer.makeBegins(number, goals, Runner.currentTask());
  }

  /** By a worker that has claimed the task. */
  void attemptBegins(TaskNode<?> task, Thread worker, long readySince) {
    open.add(task);
    observer.attemptBegins(number, task, task.status().attempt(), worker, readySince);
  }

  /** An attempt has failed, and another one follows; nothing where another make has made it. */
  void attemptFails(TaskNode<?> task) {
    if (open.remove(task)) {
      observer.attemptFails(number, task);
    }
  }

  void settles(TaskNode<?> task, boolean done) {
    open.remove(task);
    observer.taskSettles(number, task, done);
  }

  void goesOn() {
    observer.goesOn(number);
  }

  /** By the thread that ends the make: what it has not learned of by a turn comes first. */
  void ends() {
    for (TaskNode<?> task : open) {
      if (task.isSettled()) {
        settles(task, task.state() == TaskState.DONE);
      } else {
        attemptFails(task);
      }
    }
    observer.makeEnds(number);
  }
}
