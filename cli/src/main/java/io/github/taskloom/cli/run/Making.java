package io.github.taskloom.cli.run;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.cli.show.TaskResult;
import io.github.taskloom.cli.stop.Stop;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes tasks in the calling thread and keeps account of each.
 *
 * @param make how
 * @param started is told the name of each task and the number of the attempt when one starts, in
 *     the thread that runs it
 * @param retried is told each attempt that failed and is followed by another, in the same thread
 * @param settled is told how each task ended, in the calling thread or one that runs a task, by one
 *     thread at a time, and before it is told that a task starts that needs it
 */
public record Making(
    Make make,
    ObjIntConsumer<String> started,
    Consumer<TaskResult> retried,
    Consumer<TaskResult> settled) {

  /**
   * How it went.
   *
   * @param results one for each task, in the order in which they were given
   * @param began when it was called
   * @param started when the first attempt of each task that ran started, by its name
   * @param elapsed from the call to the end
   * @param makespan from the start of the first task to the end of the last that ran
   */
  public record Report(
      List<TaskResult> results,
      Instant began,
      Map<String, Instant> started,
      Duration elapsed,
      Duration makespan) {
    /** Copies the list and the map. */
    public Report {
      results = List.copyOf(results);
      started = Map.copyOf(started);
    }
  }

  /**
   * Makes the tasks. Returns when all have settled, or after a stop when all that ran has ended.
   *
   * @param tasks pending ones, with all that they need among them
   * @param cleanUp has those of them that come last
   * @param afterwards done before signals are let go of
   */
  public Report run(List<Task<?>> tasks, CleanUp cleanUp, Stop stop, Runnable afterwards) {
    Map<Task<?>, TaskWatch> watches = new HashMap<>();
    Told told = new Told(watches, settled);
    Endings endings = new Endings();
    for (Task<?> task : tasks) {
      ObjIntConsumer<String> onStart =
          (name, attempt) -> {
            told.beforeStart(task);
            started.accept(name, attempt);
          };
      watches.put(task, TaskWatch.on(task, endings, onStart, retried));
    }
    Instant began = Instant.now();
    Duration elapsed =
        stop.during(
            () -> {
              long start = System.nanoTime();
              Set<Task<?>> last = new HashSet<>(cleanUp.tasks());
              stream(make, tasks.stream().filter(it -> !last.contains(it)).toList(), told);
              cleanUp.run(stop, () -> stream(cleanUp.make(), cleanUp.tasks(), told));
              long end = System.nanoTime();
              afterwards.run();
              return Duration.ofNanos(end - start);
            });
    return new Report(
        tasks.stream().map(task -> Objects.requireNonNull(watches.get(task)).result()).toList(),
        began,
        starts(watches.values()),
        elapsed,
        makespan(watches.values()));
  }

  private static void stream(Make how, List<Task<?>> tasks, Told told) {
    try (Stream<Task<?>> stream = how.stream(tasks)) {
      stream.forEach(told::settled);
    }
  }

  private static Map<String, Instant> starts(Collection<TaskWatch> watches) {
    Map<String, Instant> starts = new HashMap<>();
    for (TaskWatch watch : watches) {
      Instant start = watch.startedAt();
      if (start != null) {
        starts.put(watch.name(), start);
      }
    }
    return starts;
  }

  private static Duration makespan(Collection<TaskWatch> watches) {
    LongSummaryStatistics times =
        watches.stream()
            .flatMap(watch -> Stream.of(watch.started(), watch.ended()))
            .filter(Objects::nonNull)
            .collect(Collectors.summarizingLong(time -> time));
    return times.getCount() == 0
        ? Duration.ZERO
        : Duration.ofNanos(times.getMax() - times.getMin());
  }
}
