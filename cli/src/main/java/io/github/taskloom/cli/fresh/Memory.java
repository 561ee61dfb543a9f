package io.github.taskloom.cli.fresh;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a process that watches remembers of its runs: which tasks it has made, and what their inputs
 * were when it looked at them last.
 *
 * <p>All methods may be called from any thread.
 */
public final class Memory {
  private final boolean remembers;
  private final Set<String> made = ConcurrentHashMap.newKeySet();
  private final Map<String, NavigableMap<String, Content>> inputs = new ConcurrentHashMap<>();
  private final Set<String> looked = ConcurrentHashMap.newKeySet();

  private Memory(boolean remembers) {
    this.remembers = remembers;
  }

  /** That of a process that runs once. */
  public static Memory none() {
    return new Memory(false);
  }

  /** That of a process that watches. */
  public static Memory ofWatch() {
    return new Memory(true);
  }

  /** Whether tasks are remembered that say nothing of inputs, outputs or status. */
  boolean remembers() {
    return remembers;
  }

  /** A run begins. */
  void begin() {
    looked.clear();
  }

  void made(String task) {
    made.add(task);
  }

  /** Whether this process has made it before. */
  boolean hasMade(String task) {
    return remembers && made.contains(task);
  }

  /** A task is about to be run with these inputs, or to be left alone. */
  void saw(String task, Map<String, Content> files) {
    if (remembers) {
      inputs.put(task, new TreeMap<>(files));
      looked.add(task);
    }
  }

  /** Whether this run has looked at the inputs of a task. */
  boolean hasLookedAt(String task) {
    return looked.contains(task);
  }

  /** The inputs of a task when they were looked at last. */
  Optional<NavigableMap<String, Content>> inputs(String task) {
    return Optional.ofNullable(inputs.get(task));
  }
}
