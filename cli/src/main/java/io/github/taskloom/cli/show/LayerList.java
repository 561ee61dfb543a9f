package io.github.taskloom.cli.show;

import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.Tasks;
import io.github.taskloom.cli.file.Names;
import io.github.taskloom.cli.file.TaskEntry;
import io.github.taskloom.cli.file.TaskFile;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The layers in which tasks would be made, below those that are DONE already. */
public final class LayerList {
  private static final int WIDEST_NAME = 40;

  private LayerList() {}

  /**
   * Prints each layer with its tasks and their descriptions.
   *
   * @param tasks those to make, with all that they need among them
   * @param file tells the descriptions
   */
  public static void print(List<Task<?>> tasks, TaskFile file, PrintStream out) {
    Map<String, String> descriptions =
        file.tasks().stream().collect(Collectors.toMap(TaskEntry::name, TaskEntry::description));
    int width =
        tasks.stream()
            .mapToInt(task -> Columns.width(Names.shown(task.name())))
            .filter(wide -> wide <= WIDEST_NAME)
            .max()
            .orElse(0);
    List<Task<?>> before = tasks.stream().filter(task -> task.state() == TaskState.DONE).toList();
    if (!before.isEmpty()) {
      out.println("DONE before");
      before.forEach(task -> print(task, width, descriptions, out));
    }
    List<List<Task<?>>> layers = Tasks.layers(tasks);
    int number = 1;
    for (List<Task<?>> layer : layers) {
      out.println("layer " + number++);
      layer.forEach(task -> print(task, width, descriptions, out));
    }
    out.println(
        "%s in %s, %snothing was run"
            .formatted(
                count(tasks.size() - before.size(), "task"),
                count(layers.size(), "layer"),
                before.isEmpty() ? "" : before.size() + " DONE before, "));
  }

  private static void print(
      Task<?> task, int width, Map<String, String> descriptions, PrintStream out) {
    String description = descriptions.getOrDefault(task.name(), "");
    String name = Columns.pad(Names.shown(task.name()), width);
    out.println(("  " + name + "  " + Names.shown(description)).stripTrailing());
  }

  private static String count(int number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }
}
