package io.github.taskloom;

import io.github.taskloom.internal.dot.Graphviz;
import io.github.taskloom.internal.make.Plan;
import io.github.taskloom.internal.plan.Layers;
import io.github.taskloom.internal.task.Cancellation;
import io.github.taskloom.internal.task.Explaining;
import io.github.taskloom.internal.task.LimitedRun;
import io.github.taskloom.internal.task.TaskDrawing;
import io.github.taskloom.internal.task.TaskNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/**
 * What is done with several tasks: make them, draw them. For options see {@link Make}.
 *
 * @since 0.1.0
 */
public final class Tasks {
  private Tasks() {}

  /**
   * Completes the given tasks and all that they require, and streams each given one as it settles.
   *
   * @param tasks the tasks
   * @return a lazy stream, to be closed; see {@link Make#stream(Collection)}
   */
  public static Stream<Task<?>> make(Task<?>... tasks) {
    return Make.defaults().stream(tasks);
  }

  /**
   * Completes the given tasks and all that they require.
   *
   * @param tasks the tasks
   * @return the given tasks as they settled; see {@link Make#now(Collection)}
   */
  public static List<Task<?>> makeNow(Task<?>... tasks) {
    return Make.defaults().now(tasks);
  }

  /**
   * Completes the given tasks and all that they require in the background, through an executor.
   *
   * @param executor dispatches the tasks
   * @param tasks the tasks
   * @return the given tasks as they settled; see {@link Make#later(Collection)}
   */
  public static CompletableFuture<List<Task<?>>> makeLater(Executor executor, Task<?>... tasks) {
    return Make.defaults().queue(executor).later(tasks);
  }

  /**
   * The layers that a make of these tasks would run now: each task stands above its highest
   * prerequisite. Settled tasks are left out. Nothing is run or changed.
   *
   * @param tasks the tasks
   * @return the layers, first to run first; within a layer the order of arguments and edges
   * @throws TaskStateException if a task, given or required, is in PREPARE
   * @throws CycleException if the tasks require each other in a circle
   */
  public static List<List<Task<?>>> layers(Collection<? extends Task<?>> tasks) {
    Layers<TaskNode<?>> plan = Plan.layered(TaskNode.all(tasks), null).graph();
    List<List<Task<?>>> layers = new ArrayList<>();
    for (int layer = 0; layer < plan.count(); layer++) {
      layers.add(Collections.unmodifiableList(plan.layer(layer)));
    }
    return layers;
  }

  /**
   * Draws tasks, and the edges between them, as a DOT digraph, filled by their state: RUNNING
   * yellow, DONE green, FAILED red, CANCELLED gray, ABORT darkred, others white.
   *
   * @param tasks the tasks; any name is a legal label
   * @return the text; the same for the same tasks in the same states
   */
  public static String toDot(Collection<? extends TaskView> tasks) {
    return toDot(tasks, Drawing.defaults());
  }

  /**
   * Draws tasks as a DOT digraph.
   *
   * @param tasks the tasks
   * @param how what to call it and what else to draw
   * @return the text
   */
  public static String toDot(Collection<? extends TaskView> tasks, Drawing how) {
    return TaskDrawing.draw(tasks, how);
  }

  /**
   * Draws tasks as SVG, through Graphviz.
   *
   * @param tasks the tasks
   * @return the SVG text
   * @throws java.io.UncheckedIOException if Graphviz's {@code dot} is not there or fails
   */
  public static String toSvg(Collection<? extends TaskView> tasks) {
    return toSvg(tasks, Drawing.defaults());
  }

  /**
   * Draws tasks as SVG, through Graphviz.
   *
   * @param tasks the tasks
   * @param how what to call it and what else to draw
   * @return the SVG text
   * @throws java.io.UncheckedIOException if Graphviz's {@code dot} is not there or fails
   */
  public static String toSvg(Collection<? extends TaskView> tasks, Drawing how) {
    return svg(toDot(tasks, how));
  }

  static String svg(String dot) {
    return Graphviz.svg(dot);
  }

  /**
   * Cancels a task and all that depends on it, directly or not, as {@link Task#dependents()} tells
   * it.
   *
   * @param task the task
   * @param reason half a sentence, which the exceptions of all of them show
   * @return those that were not settled yet, the task first
   */
  public static List<Task<?>> cancelWithDependents(Task<?> task, String reason) {
    return List.copyOf(
        Cancellation.withDependents(TaskNode.of(task), Objects.requireNonNull(reason)));
  }

  /**
   * Cancels a task and all that only it needs: prerequisites, direct or not, on which nothing else
   * depends. What others need as well goes on.
   *
   * @param task the task
   * @param reason half a sentence, which the exceptions of all of them show
   * @return those that were not settled yet, the task first
   */
  public static List<Task<?>> cancelWithPrerequisites(Task<?> task, String reason) {
    return List.copyOf(
        Cancellation.withPrerequisites(TaskNode.of(task), Objects.requireNonNull(reason)));
  }

  /**
   * Why a task does not run, or is as it is: the chain of what it waits for, or failed by, down to
   * the root, with the backoff that it waits for if it does. Where a function makes others, the
   * chain goes on with what it makes.
   *
   * <pre>{@code
   * String text = Tasks.explain(report).toString();
   * }</pre>
   *
   * <p>could be
   *
   * <pre>
   * report is PENDING: it waits for merge, which has to be retried or repaired
   * merge is FAILED: because of fetch
   * fetch is FAILED: java.io.IOException: no route to host, in each of 3 attempts
   * </pre>
   *
   * <p>A look at moving things: each step as it was when the chain came to it. From any thread.
   * Where its time went is told by {@link io.github.taskloom.event.TaskTimes#explain}, for tasks of
   * makes that have such a listener.
   *
   * @param task the task
   * @return the explanation, as a structure; its text is {@code toString()}
   */
  public static Explanation explain(Task<?> task) {
    return Explaining.of(TaskNode.of(Objects.requireNonNull(task)));
  }

  /**
   * How many functions, in all, were abandoned by their time limits and have not come back: a
   * number that grows is a leak of threads.
   *
   * @return the number at this moment
   */
  public static long abandoned() {
    return LimitedRun.stillRunning();
  }
}
