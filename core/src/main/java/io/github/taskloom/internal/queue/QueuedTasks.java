package io.github.taskloom.internal.queue;

import io.github.taskloom.TaskState;
import io.github.taskloom.internal.task.Policy;
import io.github.taskloom.internal.task.PrerequisiteCheck;
import io.github.taskloom.internal.task.RuledEdges;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.policy.EdgeRule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that a queue holds. One that can be handed out is among the candidates; another is
 * watched, and its prerequisites are, so that the change that frees it makes it one.
 *
 * <pre>
 * stay           in latest                  in present   watched
 * being added    yes                        soon         soon
 * in the queue   yes                        yes          the task; what it requires and may change
 * taken          if a pull-in is to see it  no           no, or dropped at the next change
 * </pre>
 */
public final class QueuedTasks {
  private final boolean remembers;
  private final Changes changes;
  private final AtomicLong added = new AtomicLong();
  private final Watches watches = new Watches(this::changed);

  /** By task: tasks are equal by identity. Decides whether a task is added. */
  private final Map<TaskNode<?>, Stay> latest = new ConcurrentHashMap<>();

  private final NavigableSet<Stay> present = new ConcurrentSkipListSet<>();

  // Candidates: looked at again when they are taken, so one that comes twice does no harm.
  private final Queue<Stay> completed = new ConcurrentLinkedQueue<>();
  private final Queue<Stay> ready = new ConcurrentLinkedQueue<>();

  /**
   * None yet.
   *
   * @param remembers whether what was taken is not pulled in again
   */
  public QueuedTasks(boolean remembers, Changes changes) {
    this.remembers = remembers;
    this.changes = changes;
  }

  /** Adds a task that is not in the queue, be it for the first time or again. */
  public void add(TaskNode<?> task) {
    Stay stay = new Stay(added.getAndIncrement(), task);
    while (true) {
      Stay old = latest.putIfAbsent(task, stay);
      if (old == null || (old.isTaken() && latest.replace(task, old, stay))) {
        break;
      }
      if (!old.isTaken()) {
        return;
      }
    }
    enter(stay);
  }

  /** Adds a task that was never in the queue, as far as that remembers. */
  void pullIn(TaskNode<?> task) {
    if (!latest.containsKey(task)) {
      Stay stay = new Stay(added.getAndIncrement(), task);
      if (latest.putIfAbsent(task, stay) == null) {
        enter(stay);
      }
    }
  }

  private void enter(Stay stay) {
    present.add(stay);
    watch(stay.task(), stay);
    examine(stay);
    changes.happened();
  }

  /** The tasks in the order they were added. */
  public List<TaskNode<?>> tasks() {
    return present.stream().<TaskNode<?>>map(Stay::task).toList();
  }

  /** The stays in the order they were added, as they are while one iterates. */
  NavigableSet<Stay> present() {
    return present;
  }

  /** Takes a task that is completed, else one that is ready; null if there is none. */
  public @Nullable TaskNode<?> poll() {
    Stay taken = poll(completed);
    if (taken == null) {
      taken = poll(ready);
    }
    return taken == null ? null : taken.task();
  }

  private @Nullable Stay poll(Queue<Stay> candidates) {
    for (Stay stay = candidates.poll(); stay != null; stay = candidates.poll()) {
      if (!stay.isTaken()) {
        if (!Outlook.of(stay.task()).isTakeable()) {
          examine(stay); // another thread runs it, or it was given another prerequisite
        } else if (take(stay)) {
          return stay;
        }
      }
    }
    return null;
  }

  private boolean take(Stay stay) {
    if (!stay.take()) {
      return false;
    }
    TaskNode<?> task = stay.task();
    present.remove(stay);
    if (!remembers) {
      latest.remove(task, stay);
    }
    watches.remove(task, stay);
    for (TaskNode<?> prerequisite : task.required()) {
      watches.remove(prerequisite, stay);
    }
    return true;
  }

  /**
   * Makes a candidate of a task, or sees to it that the change which frees it leads here again.
   * That change is seen in any case: by the thread that makes it, which sees the guard that was
   * written here, or by the look that follows the writing.
   */
  void examine(Stay stay) {
    TaskNode<?> task = stay.task();
    while (!stay.isTaken()) {
      TaskNode<?>[] prerequisites = task.required();
      if (task.state() == TaskState.PENDING) {
        watchAll(prerequisites, stay);
      }
      stay.prerequisites(prerequisites);
      stay.guard(null);
      Outlook prospects = Outlook.of(task, prerequisites);
      if (prospects.isTakeable()) {
        stay.guard(task);
        (prospects == Outlook.COMPLETED ? completed : ready).add(stay);
        return;
      }
      if (prospects == Outlook.HOPEFUL) {
        follow(stay);
      }
      TaskNode<?> open = PrerequisiteCheck.of(task, prerequisites).anyOpen();
      if (open == null) {
        return; // any change leads here
      }
      stay.guard(open);
      if (!open.isSettled()) {
        return;
      }
    }
  }

  /** Looks again at those whose prerequisites have settled: a rule is changed without an event. */
  public void examineUnguarded() {
    for (Stay stay : present) {
      if (Outlook.of(stay.task()) == Outlook.READY) {
        examineUnguarded(stay);
      }
    }
  }

  /**
   * Makes a candidate of one that can be handed out and is none, since it became so without an
   * event; false if it is one, or another thread is looking at it: it keeps its place.
   */
  public boolean examineUnguarded(Stay stay) {
    TaskNode<?> guard = stay.guard();
    if (guard != null && (guard == stay.task() || !isTakenBack(guard, stay))) {
      return false;
    }
    examine(stay);
    return true;
  }

  /**
   * Sees to it that the queue learns of a make that gives up a task, or one that it requires,
   * between two attempts.
   */
  void follow(Stay stay) {
    TaskNode<?> task = stay.task();
    if (PrerequisiteCheck.isBetweenAttempts(task.status())) {
      watch(task, stay);
    }
    for (TaskNode<?> prerequisite : task.required()) {
      if (PrerequisiteCheck.isBetweenAttempts(prerequisite.status())) {
        watch(prerequisite, stay);
      }
    }
  }

  private static boolean isTakenBack(TaskNode<?> guard, Stay stay) {
    return !Arrays.asList(stay.task().required()).contains(guard);
  }

  /** Before a run waits for a task: edges are added and taken back without an event. */
  void refresh(Stay stay) {
    if (stay.hasOther(stay.task().required())) {
      examine(stay);
    }
  }

  private void watchAll(TaskNode<?>[] prerequisites, Stay stay) {
    for (TaskNode<?> prerequisite : prerequisites) {
      TaskState state = prerequisite.state();
      if (state != TaskState.DONE && state != TaskState.ABORT) { // else it does not change
        watch(prerequisite, stay);
      }
    }
  }

  private void watch(TaskNode<?> watched, Stay stay) {
    watches.add(watched, stay);
    if (stay.isTaken()) {
      watches.remove(watched, stay); // taken meanwhile, by a thread that may not have seen it
    }
  }

  /** By the thread that has made a transition: frees what it frees, and wakes the runs. */
  private void changed(TaskNode<?> watched, TaskState to, Iterable<Stay> waiting) {
    boolean matters = false;
    for (Stay stay : waiting) {
      if (stay.isTaken()) {
        watches.remove(watched, stay);
      } else if (stay.task() == watched || stay.mayBeFreedBy(watched)) {
        examine(stay);
        matters = true;
      } else {
        matters |= !keepsHope(watched, to, stay);
      }
    }
    if (matters) {
      changes.happened();
    }
  }

  /**
   * Whether a task that waits for its guard is as hopeful as before: the prerequisite meets its
   * edge, or it is an alternative beside the guard, which is one, too, and still open.
   */
  private static boolean keepsHope(TaskNode<?> prerequisite, TaskState to, Stay waiting) {
    Policy<?> policy = waiting.task().policy();
    EdgeRule rule = policy == null ? EdgeRule.DONE : policy.rule(prerequisite);
    TaskNode<?> guard = waiting.guard();
    boolean besideGuard =
        rule == EdgeRule.ANY_DONE
            && policy != null
            && guard != null
            && policy.rule(guard) == EdgeRule.ANY_DONE;
    return to.isSettled() && (besideGuard || RuledEdges.isMet(rule, to));
  }
}
