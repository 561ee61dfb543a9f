package io.github.taskloom.cli.command;

import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.cli.file.Names;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** A drawing of tasks as a flowchart of Mermaid, which GitHub shows in a Markdown file. */
final class MermaidText {
  private static final String CLASSES =
      """
        classDef PENDING fill:#ffffff,stroke:#666666,color:#000000
        classDef DONE fill:#b7e1b0,stroke:#2e7d32,color:#000000
        classDef FAILED fill:#f4b6b6,stroke:#b71c1c,color:#000000
        classDef CANCELLED fill:#dddddd,stroke:#666666,color:#000000
      """;

  private MermaidText() {}

  /** The drawing: a node for each task, an edge from each that it needs. */
  static String of(Collection<Task<?>> tasks) {
    Map<Task<?>, String> ids = new HashMap<>();
    StringBuilder text = new StringBuilder("flowchart TD\n");
    for (Task<?> task : tasks) {
      String id = "t" + ids.size();
      ids.put(task, id);
      text.append("  %s[\"%s\"]:::%s\n".formatted(id, label(task), kind(task)));
    }
    for (Task<?> task : tasks) {
      for (Task<?> needed : task.prerequisites()) {
        if (ids.containsKey(needed)) {
          text.append("  " + ids.get(needed) + " --> " + ids.get(task) + "\n");
        }
      }
    }
    return text.append(CLASSES).toString();
  }

  private static String label(Task<?> task) {
    String state = task.state() == TaskState.PENDING ? "" : "<br>" + task.state();
    return escaped(Names.shown(task.name())) + state;
  }

  private static TaskState kind(Task<?> task) {
    return switch (task.state()) {
      case DONE, FAILED, CANCELLED -> task.state();
      default -> TaskState.PENDING;
    };
  }

  /** What could mean anything to Mermaid, HTML or Markdown is written by its number. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            codePoint -> {
              boolean isPlain = codePoint >= 128 || Character.isLetterOrDigit(codePoint);
              if (isPlain || codePoint == ' ' || codePoint == '-' || codePoint == '.') {
                escaped.appendCodePoint(codePoint);
              } else {
                escaped.append('#').append(codePoint).append(';');
              }
            });
    return escaped.toString();
  }
}
