package io.github.taskloom.benchmarks;

import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.Task;
import io.github.taskloom.event.MakeEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs that a make is listened to: nanoseconds a task, of 100,000 that do nothing. The
 * baseline is NONE; LISTENER may have events dropped, RECORDER has all, and the make waits for it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 30)
@Measurement(iterations = 31)
@Fork(3)
public class ObservedMakeBenchmark {
  private static final int LAYERS = 100;
  private static final int WIDTH = 1000;
  private static final int TASKS = LAYERS * WIDTH;

  @Param public Order order = Order.LAYERED;

  @Param public Shape shape = Shape.INDEPENDENT;

  @Param public Observer observer = Observer.NONE;

  private List<Task<?>> tasks = List.of();
  private Make make = Make.defaults();
  private final AtomicLong events = new AtomicLong();

  /** How the tasks depend on each other. */
  public enum Shape {
    INDEPENDENT,
    /** 100 layers of 1000 tasks, each of which requires two of the layer before. */
    GRID
  }

  /** Who listens. */
  public enum Observer {
    NONE,
    LISTENER,
    RECORDER
  }

  @Setup
  public void listen() {
    Make plain = Make.defaults().order(order);
    make =
        switch (observer) {
          case NONE -> plain;
          case LISTENER -> plain.listener(this::count);
          case RECORDER -> plain.recorder(this::count);
        };
  }

  /** By the one thread that tells of events. */
  private void count(MakeEvent event) {
    events.setRelease(events.getPlain() + 1);
  }

  @Setup(Level.Invocation)
  public void declare() {
    List<Task<?>> all = new ArrayList<>(TASKS);
    for (int position = 0; position < TASKS; position++) {
      Task<?> task = Task.run(() -> {});
      if (shape == Shape.GRID && position >= WIDTH) {
        int above = position - WIDTH;
        int layer = above / WIDTH * WIDTH;
        task.require(all.get(above), all.get(layer + (above + 1) % WIDTH));
      }
      all.add(task);
    }
    tasks = all;
  }

  @Benchmark
  @OperationsPerInvocation(TASKS)
  public Object make() {
    return make.now(tasks);
  }
}
