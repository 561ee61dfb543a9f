package io.github.taskloom.cli.estimate;

import io.github.taskloom.cli.file.RunPlan;
import io.github.taskloom.cli.file.TaskEntry;
import io.github.taskloom.cli.file.TaskEntry.Need;
import io.github.taskloom.policy.EdgeRule;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The tasks of a run with the time that each is expected to take: as before, or as long as the
 * others usually did if it is not known. By one thread.
 */
final class Steps {
  private final Map<String, TaskEntry> entries = new LinkedHashMap<>();
  private final Map<String, Duration> known;
  private final List<TaskEntry> ordered = new ArrayList<>();
  private final Set<String> rare = new HashSet<>();

  private Steps(RunPlan plan, Map<String, Duration> known) {
    this.known = known;
    Set<String> run = Set.copyOf(plan.names());
    for (TaskEntry entry : plan.file().tasks()) {
      if (run.contains(entry.name())) {
        entries.put(entry.name(), entry);
      }
    }
    order();
    for (TaskEntry entry : ordered) {
      if (entry.needs().stream().anyMatch(this::isRare)) {
        rare.add(entry.name());
      }
    }
  }

  /**
   * Those of a run, each behind those that it needs.
   *
   * @param isLayered whether each layer ends before the next one starts
   * @param known how long tasks took before
   * @return none where fewer than half of those that run a command are known
   */
  static List<Step> of(RunPlan plan, boolean isLayered, Map<String, Duration> known) {
    return new Steps(plan, known).steps(isLayered);
  }

  /** Each behind those that it needs; there is no circle. */
  private void order() {
    Map<String, Integer> open = new HashMap<>();
    Map<String, List<TaskEntry>> behind = new HashMap<>();
    Deque<TaskEntry> free = new ArrayDeque<>();
    for (TaskEntry entry : entries.values()) {
      List<String> needs = needs(entry);
      open.put(entry.name(), needs.size());
      needs.forEach(it -> behind.computeIfAbsent(it, name -> new ArrayList<>()).add(entry));
      if (needs.isEmpty()) {
        free.add(entry);
      }
    }
    while (!free.isEmpty()) {
      TaskEntry next = free.remove();
      ordered.add(next);
      for (TaskEntry entry : behind.getOrDefault(next.name(), List.of())) {
        if (open.merge(entry.name(), -1, Integer::sum) == 0) {
          free.add(entry);
        }
      }
    }
  }

  private List<String> needs(TaskEntry entry) {
    return entry.needs().stream().map(Need::name).distinct().filter(entries::containsKey).toList();
  }

  /** Whether what has this need runs only after a failure, or after what is there for one. */
  private boolean isRare(Need need) {
    return need.rule() == EdgeRule.FAILED
        || (need.rule() == EdgeRule.DONE && rare.contains(need.name()));
  }

  private List<Step> steps(boolean isLayered) {
    List<TaskEntry> counted =
        ordered.stream()
            .filter(entry -> entry.script() != null && !rare.contains(entry.name()))
            .toList();
    List<Duration> times =
        counted.stream().map(it -> known.get(it.name())).filter(Objects::nonNull).sorted().toList();
    if (times.isEmpty() || 2 * times.size() < counted.size()) {
      return List.of();
    }
    Duration usual = times.get(times.size() / 2);
    int layers = isLayered ? ordered.size() : 1;
    Map<String, Integer> indices = new HashMap<>();
    List<Step> steps = new ArrayList<>();
    for (TaskEntry entry : ordered) {
      boolean isLast = entry.execution().isCleanUp();
      List<Integer> needs = needs(entry).stream().map(indices::get).toList();
      int first = isLast ? layers : 0;
      int phase =
          isLayered
              ? needs.stream().mapToInt(it -> steps.get(it).phase() + 1).reduce(first, Math::max)
              : first;
      Duration expected =
          entry.script() == null ? Duration.ZERO : known.getOrDefault(entry.name(), usual);
      indices.put(entry.name(), steps.size());
      steps.add(
          new Step(entry.name(), phase, needs, expected.toNanos(), rare.contains(entry.name())));
    }
    return steps;
  }
}
