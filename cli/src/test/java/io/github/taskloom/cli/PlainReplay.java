package io.github.taskloom.cli;

import io.github.taskloom.cli.replay.Workflow;
import io.github.taskloom.cli.replay.Workflow.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/**
 * A workflow whose steps sleep, without an engine and in threads of their own: what the timers of a
 * machine and its other work cost just now.
 */
public final class PlainReplay {
  private final double speedup;
  private final Semaphore slots;

  private PlainReplay(double speedup, int slots) {
    this.speedup = speedup;
    this.slots = new Semaphore(slots, true);
  }

  /** The seconds that it takes where a step begins when those that it needs have ended. */
  public static double eager(Workflow workflow, double speedup, int slots) throws Exception {
    PlainReplay replay = new PlainReplay(speedup, slots);
    Map<String, CompletableFuture<Void>> ends = new HashMap<>();
    workflow.steps().forEach(step -> ends.put(step.id(), new CompletableFuture<>()));
    long begin = System.nanoTime();
    for (Step step : workflow.steps()) {
      Thread.startVirtualThread(
          () -> {
            step.needs().forEach(need -> ends.get(need).join());
            replay.sleep(step, ends.get(step.id()));
          });
    }
    for (CompletableFuture<Void> end : ends.values()) {
      end.get();
    }
    return (System.nanoTime() - begin) / 1e9;
  }

  /** The seconds that it takes where a layer begins when the one before has ended. */
  public static double layered(Workflow workflow, double speedup) throws Exception {
    PlainReplay replay = new PlainReplay(speedup, Integer.MAX_VALUE);
    Map<String, Step> steps = new HashMap<>();
    workflow.steps().forEach(step -> steps.put(step.id(), step));
    Map<String, Integer> depths = new HashMap<>();
    Map<Integer, List<Step>> layers = new TreeMap<>();
    for (Step step : workflow.steps()) {
      layers.computeIfAbsent(depth(step, steps, depths), any -> new ArrayList<>()).add(step);
    }
    long begin = System.nanoTime();
    for (List<Step> layer : layers.values()) {
      List<CompletableFuture<Void>> ends = new ArrayList<>();
      for (Step step : layer) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        ends.add(end);
        Thread.startVirtualThread(() -> replay.sleep(step, end));
      }
      for (CompletableFuture<Void> end : ends) {
        end.get();
      }
    }
    return (System.nanoTime() - begin) / 1e9;
  }

  private static int depth(Step step, Map<String, Step> steps, Map<String, Integer> depths) {
    Integer known = depths.get(step.id());
    if (known != null) {
      return known;
    }
    int depth = 0;
    for (String need : step.needs()) {
      depth = Math.max(depth, 1 + depth(steps.get(need), steps, depths));
    }
    depths.put(step.id(), depth);
    return depth;
  }

  private void sleep(Step step, CompletableFuture<Void> end) {
    try {
      slots.acquire();
      try {
        long nanos = (long) (step.seconds() / speedup * 1e9);
        Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
      } finally {
        slots.release();
      }
      end.complete(null);
    } catch (InterruptedException e) {
      end.completeExceptionally(e);
    }
  }
}
