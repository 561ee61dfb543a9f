package io.github.taskloom.cli.replay;

import io.github.taskloom.CycleException;
import io.github.taskloom.Task;
import io.github.taskloom.Tasks;
import io.github.taskloom.cli.file.InputException;
import io.github.taskloom.cli.file.Names;
import io.github.taskloom.cli.replay.Workflow.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a workflow, where each sleeps for the time that was recorded.
 *
 * @param tasks in the order of the workflow
 * @param layers the same tasks, layer by layer
 * @param seconds the recorded time of each
 */
public record Replay(
    List<Task<?>> tasks, List<List<Task<?>>> layers, Map<Task<?>, Double> seconds) {
  private static final int WARM_UP_TASKS = 64;

  /**
   * Makes pending tasks.
   *
   * @param file where the workflow came from, for messages
   * @param speedup what recorded times are divided by
   * @throws InputException when tasks need each other in a circle
   */
  public static Replay of(Path file, Workflow workflow, double speedup) {
    Map<String, Task<?>> named = new LinkedHashMap<>();
    Map<Task<?>, Double> seconds = new HashMap<>();
    for (Step step : workflow.steps()) {
      Duration time = Duration.ofNanos((long) (step.seconds() / speedup * 1e9));
      Task<?> task =
          Task.of(
              step.id(),
              () -> {
                Thread.sleep(time);
                return time;
              });
      named.put(step.id(), task);
      seconds.put(task, step.seconds());
    }
    for (Step step : workflow.steps()) {
      step.needs().forEach(need -> task(named, step.id()).require(task(named, need)));
    }
    List<Task<?>> tasks = List.copyOf(named.values());
    return new Replay(tasks, layers(file, tasks), seconds);
  }

  /**
   * Makes a few tasks of no account, so that a replay at a high speed measures the engine and not
   * the loading of its classes.
   */
  public static void warmUp() {
    Task<?> last = Task.run("warm-up", () -> {});
    for (int i = 0; i < WARM_UP_TASKS; i++) {
      last.require(Task.run("warm-up " + i, Replay::nap));
    }
    last.make();
  }

  /** The time that the longest chain of tasks takes: no schedule is faster. */
  public double criticalPath() {
    Map<Task<?>, Double> ends = new HashMap<>();
    for (List<Task<?>> layer : layers) {
      for (Task<?> task : layer) {
        double start = task.prerequisites().stream().mapToDouble(ends::get).max().orElse(0);
        ends.put(task, start + secondsOf(task));
      }
    }
    return ends.values().stream().mapToDouble(end -> end).max().orElse(0);
  }

  /** The time when each layer waits for the slowest task of the layer before. */
  public double layerByLayer() {
    return layers.stream()
        .mapToDouble(layer -> layer.stream().mapToDouble(this::secondsOf).max().orElse(0))
        .sum();
  }

  /** The time when one task runs after the other. */
  public double sum() {
    return seconds.values().stream().mapToDouble(time -> time).sum();
  }

  private static Object nap() throws InterruptedException {
    Thread.sleep(1);
    return true;
  }

  private double secondsOf(Task<?> task) {
    return seconds.getOrDefault(task, 0.0);
  }

  private static Task<?> task(Map<String, Task<?>> named, String id) {
    @Nullable Task<?> task = named.get(id);
    if (task == null) {
      throw new IllegalArgumentException("not in the workflow: " + id);
    }
    return task;
  }

  private static List<List<Task<?>>> layers(Path file, List<Task<?>> tasks) {
    try {
      return Tasks.layers(tasks);
    } catch (CycleException e) {
      throw new InputException(
          file,
          null,
          "tasks need each other in a circle: "
              + e.path().stream()
                  .map(task -> Names.shown(task.name()))
                  .collect(Collectors.joining(" -> ")),
          e);
    }
  }
}
