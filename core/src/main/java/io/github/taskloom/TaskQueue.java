package io.github.taskloom;

import io.github.taskloom.internal.queue.Changes;
import io.github.taskloom.internal.queue.QueueRun;
import io.github.taskloom.internal.queue.QueuedTasks;
import io.github.taskloom.internal.report.Described;
import io.github.taskloom.internal.task.RunSignal;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.internal.task.TaskResults;
import io.github.taskloom.policy.EdgeRule;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Hands out tasks one at a time to a worker that dispatches them itself.
 *
 * <pre>{@code
 * TaskQueue queue = TaskQueue.of(page).runDependentTasks();
 * for (Task<?> task : queue.run()) {
 *   log.info("{} is {}", task.name(), task.state());
 * }
 * queue.left().forEach(left -> log.warn(left.reason()));
 * }</pre>
 *
 * <p>A task is handed out once for each time that it was added, by whichever thread, and it is not
 * {@link #left()} then. What is ready is what {@link Task#dispatch()} runs or aborts, under any
 * {@link EdgeRule}; a queue settles no other task: one that can not run any more is left. A task
 * that is CANCELLED stays, and waits for its {@link Task#retry()}. One that a make has between two
 * attempts is that make's: a run waits for it, until it has settled or the make gives it up.
 *
 * <p>Every method may be called from any thread, and several threads may run the same queue.
 * Nothing is polled: what becomes of the tasks and of what they require is seen as it happens; an
 * edge or a rule that is changed while a task is in the queue, by {@link #get()} and at the next
 * such change. It costs a few looks at each edge, however many tasks require one or are required by
 * one.
 *
 * @since 0.1.0
 */
public final class TaskQueue {
  private final Changes changes = new Changes();
  private final QueuedTasks queued;
  private final boolean pullingIn;

  private TaskQueue(boolean pullingIn) {
    this.pullingIn = pullingIn;
    this.queued = new QueuedTasks(pullingIn, changes);
  }

  /**
   * A queue of these tasks, and only these.
   *
   * @param tasks the tasks
   * @return a new queue
   */
  public static TaskQueue of(Task<?>... tasks) {
    TaskQueue queue = new TaskQueue(false);
    Arrays.stream(tasks).forEach(queue::add);
    return queue;
  }

  /**
   * A queue of what this one holds, in which a run pulls in the dependents of each task that it
   * hands out as well, whatever state that has settled in. It remembers what it has held for as
   * long as it lives, and pulls none of that in again.
   *
   * @return a new queue; this one stays as it is
   */
  public TaskQueue runDependentTasks() {
    TaskQueue queue = new TaskQueue(true);
    queued.tasks().forEach(queue::add);
    return queue;
  }

  /**
   * Adds a task; nothing happens if it is in the queue. One that was handed out before is handed
   * out once more.
   *
   * @param task the task
   */
  public void add(Task<?> task) {
    queued.add(TaskNode.of(task));
  }

  /**
   * Takes a task that is completed, else a PENDING one that nothing blocks; it is not in the queue
   * afterwards. One that a prerequisite aborts, once all of them have settled, counts as unblocked:
   * dispatching it aborts it.
   *
   * @return the task; empty if there is none at the moment
   */
  public Optional<Task<?>> get() {
    Task<?> task = queued.poll();
    if (task == null) {
      queued.examineUnguarded();
      task = queued.poll();
    }
    changes
        .happened(); // a run may have gone to sleep because of what was taken, or looked at, just
    // now
    return Optional.ofNullable(task);
  }

  /**
   * Dispatches the tasks of the queue in the calling thread, one per element, until none of them is
   * ready, running or able to become so. Waits for those that run elsewhere. See {@link #left()}
   * for what remains.
   *
   * @return each completed task, and each that was dispatched, in whatever state it is then
   */
  public Iterable<Task<?>> run() {
    return run(RunState.create(), false);
  }

  /**
   * As {@link #run()}, until the run state is cancelled.
   *
   * @param runState ends the run early, also while it waits; what is dispatched goes on to its end
   * @return the tasks
   */
  public Iterable<Task<?>> run(RunState runState) {
    return run(runState, false);
  }

  /**
   * As {@link #run(RunState)}.
   *
   * <p>An interrupt of the calling thread while it waits ends the run, and the flag stays set. A
   * {@link CycleException} comes out of the iterator when nothing can go on any more because tasks
   * require each other in a circle.
   *
   * @param runState ends the run early
   * @param once whether to end after one task
   * @return the tasks; can be iterated over more than once, each time a run of its own
   */
  public Iterable<Task<?>> run(RunState runState, boolean once) {
    return () -> new QueueRun(queued, changes, pullingIn, RunSignal.of(runState), once);
  }

  /**
   * What is in the queue and cannot be handed out, and why: after a run, what was left.
   *
   * @return the tasks in the order they were added
   */
  public List<Leftover> left() {
    return queued.tasks().stream().map(TaskQueue::leftover).toList();
  }

  /**
   * The tasks of the queue as a DOT digraph.
   *
   * @return the text
   */
  public String toDot() {
    return Tasks.toDot(queued.tasks());
  }

  private static Leftover leftover(Task<?> task) {
    TaskState state = task.state();
    List<Task<?>> blockers = task.blockers();
    if (state != TaskState.PENDING || blockers.isEmpty()) {
      return new Leftover(task, null, task.name() + " is " + state);
    }
    Task<?> blocker = blockers.getFirst();
    Throwable why = TaskResults.failure(TaskNode.of(blocker));
    return new Leftover(
        task,
        blocker,
        task.name()
            + " is blocked by "
            + blocker.name()
            + ", which is "
            + blocker.state()
            + (why == null ? "" : ": " + Described.of(why)));
  }
}
