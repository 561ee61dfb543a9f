package io.github.taskloom.internal.queue;

import io.github.taskloom.TaskEvent;
import io.github.taskloom.TaskState;
import io.github.taskloom.fsm.Registration;
import io.github.taskloom.fsm.Transition;
import io.github.taskloom.internal.task.Backoff;
import io.github.taskloom.internal.task.Ownership;
import io.github.taskloom.internal.task.PrerequisiteCheck;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.internal.task.TaskStatus;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that a queue watches, each with one callback however many wait for it: a task that
 * blocks a million others must not get a million callbacks.
 */
final class Watches {
  private final Map<TaskNode<?>, Watch> watches = new ConcurrentHashMap<>(); // equal by identity
  private final Listener listener;

  /** Is told of transitions that may free a task, or end its prospects. */
  interface Listener {
    /** A watched task has come to a state that is neither QUEUED nor RUNNING. */
    void changed(TaskNode<?> watched, TaskState to, Iterable<Stay> waiting);
  }

  Watches(Listener listener) {
    this.listener = listener;
  }

  /**
   * The callback on a task, and the stays that wait for it, in the order of their adding: there one
   * is taken out as cheaply as the next, in whatever order they go.
   */
  private final class Watch {
    private final TaskNode<?> watched;
    private final NavigableSet<Stay> waiting = new ConcurrentSkipListSet<>();
    private final Registration registration;

    /** Null until a make has the task between two attempts. */
    private final AtomicReference<@Nullable Followed> followed = new AtomicReference<>();

    Watch(TaskNode<?> watched) {
      this.watched = watched;
      registration = watched.onTransition(this::tell);
    }

    /** One on its way frees no task, nor does it end the prospects of one. */
    private void tell(Transition<TaskState, TaskEvent> made) {
      TaskState to = made.to();
      boolean onItsWay =
          to == TaskState.QUEUED
              || to == TaskState.RUNNING
              || (made.event() == TaskEvent.AGAIN && isFollowed());
      if (!onItsWay) {
        listener.changed(watched, to, waiting);
      }
    }

    /**
     * Whether a make has the task between two attempts. That the make gives it up is no transition,
     * so the make is followed, and the listener is told of that, too: at once, if it is given up at
     * this moment.
     */
    private boolean isFollowed() {
      TaskStatus now = watched.status();
      if (!PrerequisiteCheck.isBetweenAttempts(now) || !(now.detail() instanceof Backoff backoff)) {
        return false;
      }
      Followed known = followed.get();
      if (known == null) {
        Followed fresh = new Followed();
        Followed witness = followed.compareAndExchange(null, fresh);
        known = witness == null ? fresh : witness;
      }
      known.follow(backoff.owner(), () -> listener.changed(watched, TaskState.PENDING, waiting));
      return true;
    }

    private void close() {
      registration.close();
      Followed known = followed.get();
      if (known != null) {
        known.close();
      }
    }
  }

  /** The makes that have, or had, a task between two attempts: each is followed once. */
  private static final class Followed {
    private final Set<Ownership> owners = ConcurrentHashMap.newKeySet(); // equal by identity
    private final Queue<Registration> registrations = new ConcurrentLinkedQueue<>();

    void follow(Ownership owner, Runnable action) {
      if (owners.add(owner)) {
        registrations.add(owner.whenGivenUp(action));
      }
    }

    void close() {
      registrations.forEach(Registration::close);
    }
  }

  /** Watches a task on behalf of one that waits for it; again does nothing. */
  void add(TaskNode<?> watched, Stay waiting) {
    Watch watch =
        watches.compute(
            watched,
            (task, old) -> {
              Watch mine = old == null ? new Watch(task) : old;
              mine.waiting.add(waiting);
              return mine;
            });
    boolean unused = watch.isFollowed();
  }

  void remove(TaskNode<?> watched, Stay waiting) {
    watches.computeIfPresent(
        watched,
        (task, watch) -> {
          watch.waiting.remove(waiting);
          if (!watch.waiting.isEmpty()) {
            return watch;
          }
          watch.close();
          return null;
        });
  }
}
