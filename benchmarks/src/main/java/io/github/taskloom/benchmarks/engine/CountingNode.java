package io.github.taskloom.benchmarks.engine;

import io.github.taskloom.benchmarks.graph.Body;
import io.github.taskloom.benchmarks.graph.Graph;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A task as a careful user writes it by hand: it counts its open prerequisites, and the thread that
 * takes the count to zero starts it.
 */
@SuppressWarnings("serial") // as an AtomicInteger, to save an object per task
final class CountingNode extends AtomicInteger {
  private static final CountingNode[] NONE = {};

  private final Run run;
  private final Body body;
  private CountingNode[] dependents = NONE;

  private CountingNode(Run run, Body body, int prerequisites) {
    super(prerequisites);
    this.run = run;
    this.body = body;
  }

  /** What the tasks of one run share. */
  static final class Run {
    private final List<CountingNode> roots = new ArrayList<>();
    private final CountDownLatch sinks;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Run(Graph graph, IntFunction<Body> bodies) {
      int[] counts = graph.dependentCounts();
      CountingNode[] nodes = new CountingNode[graph.tasks()];
      int last = 0;
      for (int task = 0; task < nodes.length; task++) {
        int degree = graph.degree(task);
        CountingNode node = new CountingNode(this, bodies.apply(task), degree);
        nodes[task] = node;
        if (degree == 0) {
          roots.add(node);
        }
        if (counts[task] == 0) {
          last++;
        } else {
          node.dependents = new CountingNode[counts[task]];
        }
        for (int i = 0; i < degree; i++) {
          int prerequisite = graph.prerequisite(task, i);
          nodes[prerequisite].dependents[--counts[prerequisite]] = node;
        }
      }
      sinks = new CountDownLatch(last);
    }

    List<CountingNode> roots() {
      return roots;
    }

    /** Waits for the tasks that nothing requires. */
    void await() throws InterruptedException {
      sinks.await();
      Throwable thrown = failure.get();
      if (thrown != null) {
        throw new IllegalStateException("A task failed", thrown);
      }
    }
  }

  /** Starts a task that is ready. */
  @FunctionalInterface
  interface Starter {
    void start(CountingNode ready);
  }

  /**
   * Runs the task and starts those that waited for it alone, but for one.
   *
   * @return the one that the calling thread is to go on with; null if there is none
   */
  @Nullable CountingNode runAndStartAllButOne(Starter starter) {
    try {
      body.run();
    } catch (RuntimeException | Error e) {
      run.failure.compareAndSet(null, e);
    }
    if (dependents.length == 0) {
      run.sinks.countDown();
      return null;
    }
    CountingNode mine = null;
    for (CountingNode dependent : dependents) {
      if (dependent.decrementAndGet() == 0) {
        if (mine != null) {
          starter.start(mine);
        }
        mine = dependent;
      }
    }
    return mine;
  }
}
