package io.github.taskloom.internal.make;

import io.github.taskloom.Order;
import io.github.taskloom.internal.lane.Claims;
import io.github.taskloom.internal.lane.Ready;
import io.github.taskloom.internal.lane.Work;
import io.github.taskloom.internal.plan.Dependents;
import io.github.taskloom.internal.plan.Layers;
import io.github.taskloom.internal.task.Runner;
import io.github.taskloom.internal.task.TaskNode;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * A planned graph on its way: hands out the positions of tasks that may run now, and learns of
 * those that have settled.
 */
sealed interface MakeGraph {

  /** Plans in an order; see {@link Plan#layered}. */
  static MakeGraph plan(
      MakeOptions how, Collection<? extends TaskNode<?>> given, @Nullable Runner caller) {
    return how.order() == Order.LAYERED
        ? new Layered(Plan.layered(given, caller), how.retry() != null || how.limitsExecutor())
        : new Eager(Plan.eager(given, caller));
  }

  /** The tasks that this was planned for. */
  Collection<? extends TaskNode<?>> given();

  /** The given tasks that were settled when this was planned. */
  Collection<TaskNode<?>> settled();

  /** The tasks that were decided when this was planned. */
  List<Plan.Decision> decided();

  /** Whether there is anything to be settled. */
  boolean hasTasks();

  /**
   * The only task that may run now, while none runs: by the thread that works the graph off, where
   * all before has settled.
   *
   * @return its position; -1 if there are others or none, or what is next is to be had by {@link
   *     #nextPart} alone
   */
  int nextSingle();

  /** By the same thread, before it runs that one. */
  void takeSingle();

  /** By the same thread, when it has settled that one. */
  void singleSettled();

  /** As there, when it is elsewhere instead: what is next is to be had by {@link #nextPart}. */
  void singleElsewhere();

  /** The next part to work off, after all of the one before has settled; null at the end. */
  @Nullable Work nextPart();

  /** The first position of the present part. */
  int start();

  /** The position after the last one of the present part. */
  int end();

  /** What to call the present part in a thread dump. */
  String partName();

  TaskNode<?> task(int position);

  boolean isGiven(int position);

  /** As {@link #isGiven(int)}, slowly. */
  boolean isGiven(TaskNode<?> task);

  /** A task has settled: returns one that may run now, or -1; further ones can be claimed. */
  int settled(int position);

  /** As {@link #settled(int)}, by a thread that runs nothing of this make. */
  void settledElsewhere(int position);

  /** Whether {@link #again} can be called. */
  boolean mayRepeat();

  /** A task that was claimed is to be claimed again: its turn was not over. */
  void again(int position);

  /** Layer by layer. */
  final class Layered implements MakeGraph {
    private final Plan<Layers<TaskNode<?>>> plan;
    private final Layers<TaskNode<?>> layers;
    private final boolean mayRepeat;
    private int layer = -1; // by the maker alone, while nobody else is at work

    /** The present layer, where tasks may have several attempts. */
    private volatile @Nullable Ready repeating;

    Layered(Plan<Layers<TaskNode<?>>> plan, boolean mayRepeat) {
      this.plan = plan;
      this.mayRepeat = mayRepeat || plan.mayRepeat();
      layers = plan.graph();
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
    public boolean hasTasks() {
      return layers.count() > 0;
    }

    @Override
    public int nextSingle() {
      int next = layer + 1;
      return !mayRepeat && next < layers.count() && isSingle(next) ? layers.start(next) : -1;
    }

    @Override
    public void takeSingle() {
      layer++;
    }

    @Override
    public void singleSettled() {} // the next layer is next

    @Override
    public void singleElsewhere() {} // so it is, once this task has settled

    @Override
    public @Nullable Work nextPart() {
      layer++;
      if (layer >= layers.count()) {
        return null;
      }
      int start = start();
      int end = end();
      if (!mayRepeat) {
        return new Claims(start, end);
      }
      Ready part = new Ready(end - start);
      for (int position = start; position < end; position++) {
        part.offerFirst(position);
      }
      repeating = part;
      return part;
    }

    @Override
    public int start() {
      return layers.start(layer);
    }

    @Override
    public int end() {
      return layers.start(layer + 1);
    }

    @Override
    public String partName() {
      int tasks = layers.start(layer + 1) - layers.start(layer);
      return "layer " + (layer + 1) + " of " + layers.count() + ", " + tasks + " tasks";
    }

    @Override
    public TaskNode<?> task(int position) {
      return layers.node(position);
    }

    @Override
    public boolean isGiven(int position) {
      return layers.isGiven(position);
    }

    @Override
    public boolean isGiven(TaskNode<?> task) {
      return plan.isGiven(task);
    }

    /** The next layer waits for all of this one. */
    @Override
    public int settled(int position) {
      return -1;
    }

    private boolean isSingle(int of) {
      return layers.start(of + 1) - layers.start(of) == 1;
    }

    @Override
    public void settledElsewhere(int position) {
      Ready part = repeating;
      if (part != null) {
        part.finish(1);
      }
    }

    @Override
    public boolean mayRepeat() {
      return mayRepeat;
    }

    @Override
    public void again(int position) {
      Objects.requireNonNull(repeating).offerAgain(position);
    }
  }

  /** Each task as soon as its own prerequisites have settled. */
  final class Eager implements MakeGraph {
    private final Plan<Dependents<TaskNode<?>>> plan;
    private final Dependents<TaskNode<?>> graph;
    private final Ready ready;

    /** Per task how many of its prerequisites have not settled. */
    private final AtomicIntegerArray open;

    // By the thread that works the graph off, before it is worked off by several.
    private boolean begun; // singles are over
    private boolean partGiven;
    private int single;

    Eager(Plan<Dependents<TaskNode<?>>> plan) {
      this.plan = plan;
      graph = plan.graph();
      ready = new Ready(graph.size());
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
    public boolean hasTasks() {
      return graph.size() > 0;
    }

    @Override
    public int nextSingle() {
      return begun ? -1 : ready.single();
    }

    @Override
    public void takeSingle() {
      single = ready.tryClaim();
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

    /** All that become ready by a task, in order. */
    private void offerReadyBy(int position) {
      int end = graph.start(position + 1);
      for (int i = graph.start(position); i < end; i++) {
        int dependent = graph.target(i);
        if (isReadyByOneMore(dependent)) {
          ready.offer(dependent);
        }
      }
    }

    private boolean isReadyByOneMore(int dependent) {
      return graph.required(dependent) == 1 || open.decrementAndGet(dependent) == 0;
    }

    @Override
    public @Nullable Work nextPart() {
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
    public boolean isGiven(TaskNode<?> task) {
      return plan.isGiven(task);
    }

    @Override
    public int settled(int position) {
      int next = -1;
      int end = graph.start(position + 1);
      for (int i = graph.start(position); i < end; i++) {
        int dependent = graph.target(i);
        if (isReadyByOneMore(dependent)) {
          if (next < 0 && ready.left() == 0) {
            next = dependent;
          } else {
            ready.offer(dependent);
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
}
