package io.github.taskloom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

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
 * <p>Every method may be called from any thread, and several threads may run the same queue: each
 * task is handed out once. Nothing is polled: what is done to the tasks elsewhere is seen as it
 * happens.
 *
 * @since 0.1.0
 */
public final class TaskQueue {
  private final Map<Task<?>, Entry> tracked = new ConcurrentHashMap<>(); // equal by identity
  private final AtomicLong added = new AtomicLong();
  private final Watches watches = new Watches(this::examine, this::changed);

  // Candidates: looked at again when they are taken, so one that comes twice does no harm.
  private final Queue<Task<?>> completed = new ConcurrentLinkedQueue<>();
  private final Queue<Task<?>> ready = new ConcurrentLinkedQueue<>();

  /** What was pulled in behind completed tasks, so that it comes once; null if none is. */
  private final @Nullable Set<Task<?>> pulledIn;

  /** The runs that are between taking a task and knowing what it makes possible. */
  private final AtomicInteger busy = new AtomicInteger();

  private final AtomicLong changes = new AtomicLong();
  private final Queue<Thread> waiting = new ConcurrentLinkedQueue<>();

  /** One stay of a task in the queue; equal by identity alone. */
  private static final class Entry {
    private final long number;
    private final Set<Task<?>> watched = ConcurrentHashMap.newKeySet();

    Entry(long number) {
      this.number = number;
    }
  }

  private TaskQueue(@Nullable Set<Task<?>> pulledIn) {
    this.pulledIn = pulledIn;
  }

  /**
   * A queue of these tasks, and only these.
   *
   * @param tasks the tasks
   * @return a new queue
   */
  public static TaskQueue of(Task<?>... tasks) {
    TaskQueue queue = new TaskQueue(null);
    Arrays.stream(tasks).forEach(queue::add);
    return queue;
  }

  /**
   * A queue of what this one holds, in which a run pulls in the dependents of each completed task
   * as well. It remembers what it has pulled in for as long as it lives.
   *
   * @return a new queue; this one stays as it is
   */
  public TaskQueue runDependentTasks() {
    TaskQueue queue = new TaskQueue(ConcurrentHashMap.newKeySet());
    tasks().forEach(queue::add);
    return queue;
  }

  /**
   * Adds a task; nothing happens if it is in the queue.
   *
   * @param task the task
   */
  public void add(Task<?> task) {
    Entry entry = new Entry(added.getAndIncrement());
    if (tracked.putIfAbsent(task, entry) == null) {
      watch(task, entry, task);
      examine(task);
      changed();
    }
  }

  /**
   * Takes a task that is completed, else a PENDING one that nothing blocks; it is not in the queue
   * afterwards. One whose prerequisites are DONE or ABORT counts as unblocked: dispatching it
   * aborts it if one is ABORT.
   *
   * @return the task; empty if there is none at the moment
   */
  public Optional<Task<?>> get() {
    Task<?> task = poll();
    changed(); // a run may have gone to sleep because of what was taken, or looked at, just now
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
    return run(new RunState(), false);
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
    return () -> new Run(runState, once);
  }

  /**
   * What is in the queue and cannot be handed out, and why: after a run, what was left.
   *
   * @return the tasks in the order they were added
   */
  public List<Leftover> left() {
    return tasks().stream().map(TaskQueue::leftover).toList();
  }

  /**
   * The tasks of the queue as a DOT digraph.
   *
   * @return the text
   */
  public String toDot() {
    return Tasks.toDot(tasks());
  }

  /** The tasks of the queue in the order they were added. */
  private List<Task<?>> tasks() {
    List<Map.Entry<Task<?>, Entry>> entries = new ArrayList<>(tracked.entrySet());
    entries.sort(Comparator.comparingLong(entry -> entry.getValue().number));
    return entries.stream().<Task<?>>map(Map.Entry::getKey).toList();
  }

  private static Leftover leftover(Task<?> task) {
    TaskState state = task.state();
    List<Task<?>> blockers = task.blockers();
    if (state != TaskState.PENDING || blockers.isEmpty()) {
      return new Leftover(task, null, task.name() + " is " + state);
    }
    Task<?> blocker = blockers.getFirst();
    Throwable why = blocker.failure();
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

  // ---- candidates

  private @Nullable Task<?> poll() {
    for (Task<?> task = completed.poll(); task != null; task = completed.poll()) {
      if (task.isCompleted() && untrack(task)) {
        return task;
      }
    }
    for (Task<?> task = ready.poll(); task != null; task = ready.poll()) {
      if (task.isCompleted() || (task.state() == TaskState.PENDING && !task.isBlocked())) {
        if (untrack(task)) {
          return task;
        }
      } else {
        examine(task); // somebody runs it, or it was given another prerequisite
      }
    }
    return null;
  }

  /** Decides who of several threads gets the task. */
  private boolean untrack(Task<?> task) {
    Entry entry = tracked.remove(task);
    if (entry == null) {
      return false;
    }
    entry.watched.forEach(watched -> watches.remove(watched, task));
    return true;
  }

  /**
   * Makes a candidate of a task, or sees to it that a change of what blocks it leads here again.
   */
  private void examine(Task<?> task) {
    Entry entry = tracked.get(task);
    while (entry != null) {
      TaskState state = task.state();
      if (state.isCompleted()) {
        completed.add(task);
        return;
      }
      if (state != TaskState.PENDING) {
        return; // it is watched itself
      }
      List<Task<?>> blockers = task.blockers();
      if (blockers.isEmpty()) {
        ready.add(task);
        return;
      }
      boolean fresh = false;
      for (Task<?> blocker : blockers) {
        fresh |= watch(task, entry, blocker);
      }
      if (!fresh) {
        return;
      } // else look again: a blocker may have settled before it was watched
    }
  }

  private boolean watch(Task<?> task, Entry entry, Task<?> watched) {
    if (!entry.watched.add(watched)) {
      return false;
    }
    watches.add(watched, task);
    if (tracked.get(task) != entry) {
      watches.remove(watched, task); // taken meanwhile, by a thread that may not have seen it
    }
    return true;
  }

  // ---- changes

  private void changed() {
    changes.incrementAndGet();
    for (Thread thread : waiting) {
      LockSupport.unpark(thread);
    }
  }

  /** Whether what is elsewhere can still make a task of the queue ready. */
  private boolean isHopeful() {
    List<Task<?>> tasks = tasks();
    return Prospects.isAnyHopeful(tasks, tracked.keySet());
  }

  /** One run of one thread. */
  private final class Run implements Iterator<Task<?>> {
    private final RunState runState;
    private final boolean once;
    private @Nullable Task<?> next;
    private boolean over;

    Run(RunState runState, boolean once) {
      this.runState = runState;
      this.once = once;
    }

    @Override
    public boolean hasNext() {
      if (next == null && !over) {
        runState.begin();
        try (var wake = runState.onCancel(TaskQueue.this::changed)) {
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
    public Task<?> next() {
      if (!hasNext()) {
        throw new NoSuchElementException("The run is over");
      }
      Task<?> task = Objects.requireNonNull(next);
      next = null;
      over = once;
      return task;
    }

    private @Nullable Task<?> advance() {
      while (!runState.isCancelled()) {
        long seen = changes.get();
        busy.incrementAndGet(); // before the look: others must not give up on what we may take
        Task<?> task = poll();
        if (task == null) {
          busy.decrementAndGet();
          if (!awaitChange(seen)) {
            changed(); // others may have waited because we were busy
            return null;
          }
        } else if (settled(task)) {
          return task;
        }
      }
      return null;
    }

    /** Dispatches a task that was taken; false if it is somebody else's by now. */
    private boolean settled(Task<?> task) {
      try {
        if (!task.isCompleted() && !dispatched(task)) {
          return false;
        }
        pullIn(task);
        return true;
      } finally {
        busy.decrementAndGet();
        changed();
      }
    }

    private boolean dispatched(Task<?> task) {
      try {
        task.dispatch();
        return true;
      } catch (TaskException faster) {
        add(task);
        return false;
      }
    }

    private void pullIn(Task<?> task) {
      if (pulledIn != null && task.isCompleted()) {
        for (Task<?> dependent : task.dependents()) {
          if (pulledIn.add(dependent)) {
            add(dependent);
          }
        }
      }
    }

    /** False when there is nothing to wait for, or no waiting any more. */
    private boolean awaitChange(long seen) {
      Thread self = Thread.currentThread();
      waiting.add(self);
      try {
        while (changes.get() == seen && !runState.isCancelled()) {
          if (busy.get() == 0 && !isHopeful()) {
            return false;
          }
          LockSupport.park(TaskQueue.this);
          if (self.isInterrupted()) {
            return false;
          }
        }
        return true;
      } finally {
        waiting.remove(self);
      }
    }
  }
}
