package io.github.taskloom.cli.fresh;

import io.github.taskloom.cli.file.TaskEntry;
import io.github.taskloom.cli.file.TaskEntry.Need;
import io.github.taskloom.policy.EdgeRule;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the tasks of a run have left, for those that need them, as texts that are the same as long
 * as those need not care. A task without a script leaves what those leave that it needs.
 *
 * <p>All methods may be called from any thread; what a task needs has ended when it asks.
 */
final class Effects {
  private final Map<String, TaskEntry> entries;
  private final SuccessStore store;
  private final Map<String, String> effects = new ConcurrentHashMap<>();

  Effects(Map<String, TaskEntry> entries, SuccessStore store) {
    this.entries = entries;
    this.store = store;
  }

  /** A task of this run has left this, or is about to. */
  void put(String task, String effect) {
    effects.put(task, effect);
  }

  /** What the tasks have left that a task needs, by their names. */
  Map<String, String> ofNeeds(TaskEntry task) {
    Map<String, String> needs = new TreeMap<>();
    for (Need need : task.needs()) {
      String rule = need.rule() == EdgeRule.DONE ? "" : " " + need.rule();
      needs.put(need.name(), of(need.name()) + rule);
    }
    return needs;
  }

  /** Without a recursion: a chain of tasks may be longer than a stack is deep. */
  private String of(String name) {
    Deque<String> open = new ArrayDeque<>(List.of(name));
    while (!open.isEmpty()) {
      TaskEntry entry = entries.get(open.peek());
      if (entry == null || effects.containsKey(open.peek())) {
        open.pop();
        continue;
      }
      List<String> unknown = entry.script() == null ? unknown(entry) : List.of();
      if (unknown.isEmpty()) {
        effects.putIfAbsent(open.pop(), entry.script() == null ? group(entry) : recorded(entry));
      } else {
        unknown.forEach(open::push);
      }
    }
    return effects.getOrDefault(name, "");
  }

  private List<String> unknown(TaskEntry group) {
    return group.needs().stream()
        .map(Need::name)
        .filter(need -> !effects.containsKey(need) && entries.containsKey(need))
        .toList();
  }

  private String group(TaskEntry group) {
    Map<String, String> needs = new TreeMap<>();
    group.needs().forEach(need -> needs.put(need.name(), effects.getOrDefault(need.name(), "")));
    return Digests.of(needs);
  }

  /** Of one that this run has not started. */
  private String recorded(TaskEntry entry) {
    Success success = store.find(entry.name());
    return success == null ? Digests.unique() : success.effect();
  }
}
