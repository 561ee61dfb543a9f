package io.github.taskloom.cli.file;

import io.github.taskloom.CycleException;
import io.github.taskloom.Task;
import io.github.taskloom.Tasks;
import io.github.taskloom.cli.file.TaskEntry.Need;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The tasks of a file as tasks of the engine: all needs known, none in a circle. */
public final class TaskGraph {
  private final TaskFile file;
  private final Map<String, Task<?>> tasks = new LinkedHashMap<>();

  /** Runs the script of a task. */
  @FunctionalInterface
  public interface Work {
    /**
     * Returns when the script has succeeded; what it throws is the task's failure.
     *
     * @return whether it was run; false if there was nothing to do
     */
    boolean run(TaskEntry task, String script) throws Exception;
  }

  private TaskGraph(TaskFile file) {
    this.file = file;
  }

  /** As {@link #of(TaskFile, Work, Duration, Function)}, for tasks that are not run. */
  public static TaskGraph of(TaskFile file, Work work) {
    return of(file, work, Duration.ZERO, TaskEntry::name);
  }

  /**
   * Makes pending tasks; nothing runs yet.
   *
   * @param work what a task with a script does
   * @param grace how long that may go on after it was interrupted because its time was up
   * @param fingerprint stands for all that determines what a task runs, but for its needs
   * @throws InputException when a task needs one that is not there, or tasks need each other in a
   *     circle
   */
  public static TaskGraph of(
      TaskFile file, Work work, Duration grace, Function<TaskEntry, String> fingerprint) {
    TaskGraph graph = new TaskGraph(file);
    TaskFunctions functions = new TaskFunctions(graph.tasks, work, grace);
    Map<String, TaskEntry> entries = new HashMap<>();
    for (TaskEntry entry : file.tasks()) {
      entries.put(entry.name(), entry);
      graph.tasks.put(
          entry.name(), functions.builder(entry).fingerprint(fingerprint.apply(entry)).build());
    }
    file.tasks().forEach(entry -> graph.connect(entry, entries));
    graph.ensureNoCircle();
    return graph;
  }

  /** The names of all tasks in the order of the file. */
  public List<String> names() {
    return List.copyOf(tasks.keySet());
  }

  /** All tasks in the order of the file. */
  public List<Task<?>> all() {
    return List.copyOf(tasks.values());
  }

  /**
   * The tasks with these names.
   *
   * @throws InputException when a name is not known
   */
  public List<Task<?>> named(Collection<String> names) {
    return names.stream().<Task<?>>map(this::target).toList();
  }

  private Task<?> target(String name) {
    Task<?> task = tasks.get(name);
    if (task == null) {
      throw new InputException(
          file.path(),
          "has no task " + Names.quoted(name) + Names.didYouMean(name, tasks.keySet()));
    }
    return task;
  }

  private void connect(TaskEntry entry, Map<String, TaskEntry> entries) {
    Task<?> task = target(entry.name());
    for (Need need : entry.needs()) {
      TaskEntry needed = entries.get(need.name());
      if (needed == null) {
        throw need.unknown(entry, tasks.keySet());
      }
      if (need.name().equals(entry.name())) {
        throw cycle(List.of(entry.name(), entry.name()));
      }
      if (needed.execution().isCleanUp() && !entry.execution().isCleanUp()) {
        throw new InputException(
            file.path(),
            need.position(),
            "task "
                + Names.quoted(entry.name())
                + " needs "
                + Names.quoted(need.name())
                + ", which cleans up when all else is over (if: always): only a task that does so,"
                + " too, can need it");
      }
      task.require(target(need.name()), TaskFunctions.rule(need, needed));
    }
  }

  private void ensureNoCircle() {
    try {
      List<List<Task<?>>> unused = Tasks.layers(tasks.values());
    } catch (CycleException e) {
      throw cycle(e.path().stream().map(Task::name).toList());
    }
  }

  private InputException cycle(List<String> path) {
    String circle = CircleText.of(path);
    for (TaskEntry entry : file.tasks()) {
      for (Need need : entry.needs()) {
        if (entry.name().equals(path.get(0)) && need.name().equals(path.get(1))) {
          return new InputException(entry.file(), need.position(), circle);
        }
      }
    }
    return new InputException(file.path(), circle);
  }
}
