package io.github.taskloom.cli.output;

import io.github.taskloom.cli.file.OutputMode;
import io.github.taskloom.cli.file.TaskEntry;
import io.github.taskloom.cli.file.TaskFile;
import java.util.HashMap;
import java.util.Map;

/**
 * How the output of each task of a file is shown.
 *
 * @param usual that of a task that says nothing of it
 * @param modes of each task that runs a command
 */
public record OutputModes(OutputMode usual, Map<String, OutputMode> modes) {
  /** Copies the map. */
  public OutputModes {
    modes = Map.copyOf(modes);
  }

  /** What a task says goes before what is said of all. */
  public static OutputModes of(TaskFile file, OutputMode usual) {
    Map<String, OutputMode> modes = new HashMap<>();
    for (TaskEntry task : file.tasks()) {
      OutputMode own = task.execution().output();
      if (task.script() != null) {
        modes.put(task.name(), own == null ? usual : own);
      }
    }
    return new OutputModes(usual, modes);
  }

  /** Whether a task runs a command. */
  boolean runsCommand(String task) {
    return modes.containsKey(task);
  }

  OutputMode mode(String task) {
    return modes.getOrDefault(task, usual);
  }

  /** Whether a bar would be in the way: what is not complete cannot stand above it. */
  public boolean areLive() {
    return usual == OutputMode.LIVE;
  }

  /** Whether nothing is shown but the output of what failed, when it has. */
  public boolean showOnlyFailures() {
    return modes.values().stream().allMatch(mode -> mode == OutputMode.FAILED);
  }
}
