package io.github.taskloom.cli.fresh;

import io.github.taskloom.cli.file.Freshness;
import io.github.taskloom.cli.file.TaskEntry;
import io.github.taskloom.cli.file.TaskFile;
import io.github.taskloom.cli.glob.FilePatterns;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of the tasks of a run, compared with what that has seen of them. What a task leaves
 * itself is no input here: it would run for ever.
 *
 * <p>All methods may be called from any thread, by one at a time.
 */
public final class WatchedFiles {
  private final Map<String, TaskEntry> tasks = new HashMap<>();
  private final Set<Path> sources = new HashSet<>();
  private final Path directory;
  private final Memory memory;
  private final Contents contents = new Contents();

  /**
   * What there is to tell.
   *
   * @param changes for people, as in {@code input 'src/a' has changed}; none where all is the same
   * @param folders a change is a change in one of these
   */
  public record Look(List<String> changes, Set<Path> folders) {}

  /**
   * @param names of the tasks of the run
   * @param directory what the folder of a task is relative to
   * @param memory has what the run has seen
   */
  public WatchedFiles(TaskFile file, Collection<String> names, Path directory, Memory memory) {
    Set<String> wanted = Set.copyOf(names);
    sources.add(file.path());
    for (TaskEntry task : file.tasks()) {
      sources.add(task.file());
      if (wanted.contains(task.name()) && task.freshness().inputs() != null) {
        tasks.put(task.name(), task);
      }
    }
    this.directory = directory;
    this.memory = memory;
  }

  /** The files that say what the tasks are. */
  public Set<Path> sources() {
    return Set.copyOf(sources);
  }

  /** How many tasks have inputs. */
  public int tasks() {
    return tasks.size();
  }

  /** A run begins. */
  public void begin() {
    memory.begin();
  }

  /**
   * What has changed so far is taken as seen: by all tasks, or by those the run did not come to.
   */
  public void accept(boolean all) {
    for (TaskEntry task : tasks.values()) {
      if (all || !memory.hasLookedAt(task.name())) {
        memory.saw(task.name(), inputs(task.freshness(), lookAt(task)));
      }
    }
  }

  /**
   * Looks at all of them.
   *
   * @param isDuring whether the run goes on: what that has not come to yet it will see as it is
   *     then
   */
  public Look look(boolean isDuring) {
    List<String> changes = new ArrayList<>();
    Set<Path> folders = new HashSet<>();
    for (TaskEntry task : tasks.values()) {
      if (isDuring && !memory.hasLookedAt(task.name())) {
        folders.addAll(find(task).folders());
        continue;
      }
      FileSet now = lookAt(task);
      folders.addAll(now.folders());
      String change = change(task, now);
      if (change != null) {
        changes.add(change);
      }
    }
    return new Look(changes.stream().distinct().toList(), folders);
  }

  private @Nullable String change(TaskEntry task, FileSet now) {
    NavigableMap<String, Content> seen = memory.inputs(task.name()).orElse(null);
    return seen == null
        ? null
        : FileSet.difference("input", seen, inputs(task.freshness(), now), true);
  }

  private FilePatterns.Found find(TaskEntry task) {
    FilePatterns inputs = task.freshness().inputs();
    return (inputs == null ? FilePatterns.NONE : inputs).find(folder(task));
  }

  private Path folder(TaskEntry task) {
    return task.directory() == null ? directory : directory.resolve(task.directory());
  }

  private FileSet lookAt(TaskEntry task) {
    NavigableMap<String, Content> seen = memory.inputs(task.name()).orElseGet(TreeMap::new);
    return FileSet.look(task.freshness().inputs(), folder(task), seen, contents);
  }

  /** Those that the task does not leave itself. */
  static NavigableMap<String, Content> inputs(Freshness keys, FileSet found) {
    NavigableMap<String, Content> inputs = new TreeMap<>(found.contents());
    if (keys.outputs() != null) {
      inputs.keySet().removeIf(keys.outputs()::names);
    }
    return inputs;
  }
}
