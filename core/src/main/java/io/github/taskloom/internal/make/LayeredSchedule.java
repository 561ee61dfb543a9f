package io.github.taskloom.internal.make;

import io.github.taskloom.internal.plan.Layers;
import io.github.taskloom.internal.pool.RangeSource;
import io.github.taskloom.internal.pool.ReadyQueue;
import io.github.taskloom.internal.pool.WorkSource;
import io.github.taskloom.internal.pool.Worker;
import io.github.taskloom.internal.task.TaskNode;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Layer by layer. */
final class LayeredSchedule implements Schedule {
  private final Plan<Layers<TaskNode<?>>> plan;
  private final Layers<TaskNode<?>> layers;
  private final boolean mayRepeat;
  private final boolean oneAtATime;
  // By the thread that goes on alone, while no worker is at work.
  private int layer = -1;
  private int next; // of the layer, where a part of it was taken by singles; else its end
  private boolean oneElsewhere; // of the layer
  private @Nullable ObservedMake observed;
  private long layerSince; // where it is observed

  /** The present layer, where tasks may have several attempts. */
  private volatile @Nullable ReadyQueue repeating;

  LayeredSchedule(Plan<Layers<TaskNode<?>>> plan, boolean mayRepeat, boolean oneAtATime) {
    this.plan = plan;
    this.mayRepeat = mayRepeat || plan.mayRepeat();
    this.oneAtATime = oneAtATime;
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
  public PlanSize size() {
    return PlanSize.of(plan);
  }

  @Override
  public void begin(@Nullable ObservedMake observer) {
    observed = observer;
  }

  @Override
  public boolean hasTasks() {
    return layers.count() > 0;
  }

  @Override
  public int nextSingle() {
    if (mayRepeat) {
      return -1;
    }
    if (hasOthers()) {
      return oneElsewhere ? -1 : next;
    }
    int following = layer + 1;
    return following < layers.count() && (oneAtATime || isSingle(following))
        ? layers.start(following)
        : -1;
  }

  @Override
  public void takeSingle() {
    if (!hasOthers()) {
      beginLayer();
    }
    next++;
  }

  @Override
  public boolean hasOthers() {
    return layer >= 0 && layer < layers.count() && next < end();
  }

  private void beginLayer() {
    layer++;
    next = layer < layers.count() ? start() : 0;
    oneElsewhere = false;
    if (observed != null) {
      tellReady(observed);
    }
  }

  private void tellReady(ObservedMake observer) {
    layerSince = System.nanoTime();
    if (observer.asksForReady() && layer < layers.count()) {
      int first = start();
      observer.ready(end() - first, number -> layers.node(first + number), layerSince);
    }
  }

  @Override
  public void singleSettled() {} // the next layer is next

  @Override
  public void singleElsewhere() {
    oneElsewhere = true; // the next layer is next once this task has settled
  }

  @Override
  public @Nullable WorkSource nextPart() {
    if (!hasOthers()) {
      beginLayer();
    }
    if (layer >= layers.count()) {
      return null;
    }
    int start = next;
    int end = end();
    next = end;
    if (!mayRepeat) {
      return new RangeSource(start, end);
    }
    ReadyQueue part = new ReadyQueue(end - start);
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
    return layers.end(layer);
  }

  @Override
  public String partName() {
    int tasks = layers.end(layer) - layers.start(layer);
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
  public long readySince(int position) {
    return layerSince;
  }

  @Override
  public void settledAt(int position, long nanos) {} // the layer says when

  @Override
  public boolean isGiven(TaskNode<?> task) {
    return plan.isGiven(task);
  }

  /** The next layer waits for all of this one. */
  @Override
  public int settled(int position, Worker worker) {
    return -1;
  }

  private boolean isSingle(int of) {
    return layers.end(of) - layers.start(of) == 1;
  }

  @Override
  public void settledElsewhere(int position) {
    ReadyQueue part = repeating;
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
