package io.github.taskloom.internal.queue;

import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.TaskStateException;
import io.github.taskloom.internal.make.Plan;
import io.github.taskloom.internal.task.Edges;
import io.github.taskloom.internal.task.RunSignal;
import io.github.taskloom.internal.task.TaskNode;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One run of a queue by one thread, a task per element. */
public final class QueueRun implements Iterator<Task<?>> {
  private final QueuedTasks queued;
  private final Changes changes;
  private final boolean pullingIn;
  private final RunSignal runState;
  private final boolean once;
  private @Nullable TaskNode<?> next;
  private boolean over;

  /** The last one that there was hope for; where the next look for one begins. */
  private @Nullable Stay hopeful;

  public QueueRun(
      QueuedTasks queued, Changes changes, boolean pullingIn, RunSignal runState, boolean once) {
    this.queued = queued;
    this.changes = changes;
    this.pullingIn = pullingIn;
    this.runState = runState;
    this.once = once;
  }

  @Override
  public boolean hasNext() {
    if (next == null && !over) {
      runState.begin();
      try (var wake = runState.onCancel(changes::happened)) {
        assert wake != null;
        next = advance();
      } finally {
        runState.end();
      }
      over = next == null;
    }
    return next != null;
  }

  @Override
  public TaskNode<?> next() {
    if (!hasNext()) {
      throw new NoSuchElementException("The run is over");
    }
    TaskNode<?> task = Objects.requireNonNull(next);
    next = null;
    over = once;
    return task;
  }

  private @Nullable TaskNode<?> advance() {
    TaskNode<?> task = null;
    try {
      task = taken();
      return task;
    } finally {
      if (task == null) {
        changes.happened(); // others may have waited because we were busy
      }
    }
  }

  private @Nullable TaskNode<?> taken() {
    while (!runState.isCancelled()) {
      long seen = changes.count();
      changes.busy(); // before the look: others must not give up on what we may take
      TaskNode<?> task = queued.poll();
      if (task == null) {
        changes.idle();
        if (!changes.await(seen, this::isAnyHopeful, runState::isCancelled)) {
          return null;
        }
      } else if (settled(task)) {
        return task;
      }
    }
    return null;
  }

  /** Dispatches a task that was taken; false if another thread was faster. */
  private boolean settled(TaskNode<?> task) {
    try {
      if (!task.isCompleted() && !dispatched(task)) {
        return false;
      }
      if (pullingIn && task.isSettled()) {
        for (TaskNode<?> dependent : task.dependentNodes()) {
          queued.pullIn(dependent);
        }
      }
      return true;
    } finally {
      changes.idle();
      changes.happened();
    }
  }

  private boolean dispatched(TaskNode<?> task) {
    try {
      task.dispatch();
      return true;
    } catch (TaskStateException faster) {
      queued.add(task);
      return false;
    }
  }

  /**
   * Whether a task of the queue may become ready, or ends, by what goes on. Of all that may, one is
   * in motion itself or requires only what is; so there is no need to look further. Each look
   * begins where the last one ended: a task that has lost its prospects seldom gets others, so many
   * looks cost no more than two rounds.
   */
  private boolean isAnyHopeful() {
    Stay last = hopeful;
    NavigableSet<Stay> present = queued.present();
    hopeful = last == null ? null : firstHopeful(present.tailSet(last, true));
    if (hopeful == null) {
      hopeful = firstHopeful(last == null ? present : present.headSet(last, false));
    }
    if (hopeful == null) {
      ensureNoCircle(queued.tasks());
    }
    return hopeful != null;
  }

  private @Nullable Stay firstHopeful(Collection<Stay> stays) {
    for (Stay stay : stays) {
      Outlook prospects = Outlook.of(stay.task());
      if (prospects.isTakeable() && queued.examineUnguarded(stay)) {
        changes.happened(); // it has become so without an event: by a rule that was changed
      }
      if (prospects != Outlook.NONE) {
        queued.refresh(stay);
        queued.follow(stay);
        if (Outlook.of(stay.task()) != prospects) { // changed before it was followed
          changes.happened();
        }
        return stay;
      }
    }
    return null;
  }

  private static void ensureNoCircle(List<TaskNode<?>> tasks) {
    Plan.layersOf(tasks, QueueRun::pendingOn);
  }

  private static TaskNode<?>[] pendingOn(TaskNode<?> task) {
    return task.state() == TaskState.PENDING
        ? task.blockers().toArray(TaskNode<?>[]::new)
        : Edges.NONE;
  }
}
