package io.github.taskloom.cli.show;

import io.github.taskloom.cli.file.Names;
import io.github.taskloom.cli.file.TaskEntry;
import java.io.PrintStream;
import java.util.List;

/** The lines of the scripts that tasks would run, each below its task. */
final class CommandLines {
  private static final String INDENT = "      ";

  private CommandLines() {}

  /** Prints those of one task, as they are written. */
  static void print(TaskEntry task, PrintStream out) {
    List<String> lines =
        task.script() == null ? List.of() : task.script().stripTrailing().lines().toList();
    lines.forEach(line -> out.println((INDENT + Names.shown(line)).stripTrailing()));
  }
}
