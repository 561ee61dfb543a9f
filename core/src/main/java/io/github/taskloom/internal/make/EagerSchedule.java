package io.github.taskloom.internal.make;

import io.github.taskloom.internal.plan.Dependents;
import io.github.taskloom.internal.pool.ReadyQueue;
import io.github.taskloom.internal.pool.WorkSource;
import io.github.taskloom.internal.pool.Worker;
import io.github.taskloom.internal.task.TaskNode;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/** Each task as soon as its own prerequisites have settled. */
final class EagerSchedule implements Schedule {
  private static final VarHandle TIME = MethodHandles.arrayElementVarHandle(long[].class);

  private final Plan<Dependents<TaskNode<?>>> plan;
  private final boolean oneAtATime;
  private final Dependents<TaskNode<?>> graph;
  private final ReadyQueue ready;

  /** Per task how many of its prerequisites have not settled. */
  private final AtomicIntegerArray open;

  // Set before any other thread knows of the tasks.
  private @Nullable ObservedMake observed;

  /**
   * Per task since when it is ready, where it is observed; published by what offers the task. Until
   * then the latest time of a prerequisite that was counted: opaque and CAS, by those who count,
   * and published by the count. Once it has settled, since when: read by the same thread, for what
   * requires it.
   */
  private long @Nullable [] since;

  // By the thread that works the graph off, before it is worked off by several.
  private boolean begun; // singles are over
  private boolean partGiven;
  private int single;

  EagerSchedule(Plan<Dependents<TaskNode<?>>> plan, boolean oneAtATime) {
    this.plan = plan;
    this.oneAtATime = oneAtATime;
    graph = plan.graph();
    ready = new ReadyQueue(graph.size());
    for (int i = 0; i < graph.firstCount(); i++) {
      ready.offerFirst(graph.first(i));
    }
    open = new AtomicIntegerArray(graph.size());
    for (int position = 0; position < graph.size(); position++) {
      open.setPlain(position, graph.required(position));
    }
  }

  @Override
  public Collection<? extends TaskNode<?>> given() {
    return plan.given();
  }

  @Override
  public Collection<TaskNode<?>> settled() {
    return plan.settled();
  }

  @Override
  public List<Plan.Decision> decided() {
    return plan.decided();
  }

  @Override
  public PlanSize size() {
    return PlanSize.of(graph);
  }

  @Override
  public void begin(@Nullable ObservedMake observer) {
    if (observer == null) {
      return;
    }
    observed = observer;
    since = new long[graph.size()];
    long now = System.nanoTime();
    for (int i = 0; i < graph.firstCount(); i++) {
      since[graph.first(i)] = now;
    }
    observer.ready(graph.firstCount(), number -> graph.node(graph.first(number)), now);
  }

  @Override
  public boolean hasTasks() {
    return graph.size() > 0;
  }

  @Override
  public int nextSingle() {
    return begun ? -1 : ready.single(oneAtATime);
  }

  @Override
  public void takeSingle() {
    single = ready.tryClaim(null);
  }

  @Override
  public void singleSettled() {
    offerReadyBy(single);
    ready.finish(1);
  }

  @Override
  public void singleElsewhere() {
    begun = true;
  }

  @Override
  public boolean hasOthers() {
    return ready.left() > 0;
  }

  /** All that become ready by a task, in order. */
  private void offerReadyBy(int position) {
    int end = graph.start(position + 1);
    for (int i = graph.start(position); i < end; i++) {
      int dependent = graph.target(i);
      if (isReadyByOneMore(dependent, position)) {
        ready.offer(dependent);
      }
    }
  }

  private boolean isReadyByOneMore(int dependent, int settled) {
    long[] times = since;
    if (times != null) {
      countedAt(times, dependent, times[settled]);
    }
    boolean isReady = graph.required(dependent) == 1 || open.decrementAndGet(dependent) == 0;
    if (isReady && observed != null && times != null) {
      observed.ready(graph.node(dependent), times[dependent]);
    }
    return isReady;
  }

  /** Before the count: a thread that is held up here may come last with an earlier time. */
  private void countedAt(long[] times, int dependent, long settled) {
    if (graph.required(dependent) == 1) {
      times[dependent] = settled;
      return;
    }
    long latest = (long) TIME.getOpaque(times, dependent);
    while (latest == 0 || latest - settled < 0) {
      long witness = (long) TIME.compareAndExchange(times, dependent, latest, settled);
      if (witness == latest) {
        return;
      }
      latest = witness;
    }
  }

  @Override
  public @Nullable WorkSource nextPart() {
    if (partGiven || ready.isOver()) {
      return null;
    }
    begun = true;
    partGiven = true;
    return ready;
  }

  @Override
  public int start() {
    return 0;
  }

  @Override
  public int end() {
    return graph.size();
  }

  @Override
  public String partName() {
    return "all " + graph.size() + " tasks";
  }

  @Override
  public TaskNode<?> task(int position) {
    return graph.node(position);
  }

  @Override
  public boolean isGiven(int position) {
    return graph.isGiven(position);
  }

  @Override
  public long readySince(int position) {
    return since == null ? 0 : since[position];
  }

  @Override
  public void settledAt(int position, long nanos) {
    if (since != null) {
      since[position] = nanos;
    }
  }

  @Override
  public boolean isGiven(TaskNode<?> task) {
    return plan.isGiven(task);
  }

  @Override
  public int settled(int position, Worker worker) {
    int next = -1;
    int end = graph.start(position + 1);
    for (int i = graph.start(position); i < end; i++) {
      int dependent = graph.target(i);
      if (isReadyByOneMore(dependent, position)) {
        if (next < 0 && worker.isEmpty() && !ready.hasOffered()) {
          next = dependent;
        } else {
          worker.offer(dependent);
        }
      }
    }
    return next;
  }

  @Override
  public void settledElsewhere(int position) {
    offerReadyBy(position);
    ready.finish(1);
  }

  @Override
  public boolean mayRepeat() {
    return true;
  }

  @Override
  public void again(int position) {
    ready.offerAgain(position);
  }
}
