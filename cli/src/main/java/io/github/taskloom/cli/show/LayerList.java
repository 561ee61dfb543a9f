package io.github.taskloom.cli.show;

import io.github.taskloom.Task;
import io.github.taskloom.cli.file.Names;
import io.github.taskloom.cli.file.TaskEntry;
import io.github.taskloom.cli.file.TaskFile;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The layers in which tasks would be made. */
public final class LayerList {
  private static final int WIDEST_NAME = 40;

  private LayerList() {}

  /**
   * Prints each layer with its tasks and their descriptions.
   *
   * @param file tells the descriptions
   */
  public static void print(List<List<Task<?>>> layers, TaskFile file, PrintStream out) {
    Map<String, String> descriptions =
        file.tasks().stream().collect(Collectors.toMap(TaskEntry::name, TaskEntry::description));
    int width =
        layers.stream()
            .flatMap(List::stream)
            .mapToInt(task -> Columns.width(Names.shown(task.name())))
            .filter(wide -> wide <= WIDEST_NAME)
            .max()
            .orElse(0);
    int number = 1;
    for (List<Task<?>> layer : layers) {
      out.println("layer " + number++);
      for (Task<?> task : layer) {
        String description = descriptions.getOrDefault(task.name(), "");
        String name = Columns.pad(Names.shown(task.name()), width);
        out.println(("  " + name + "  " + Names.shown(description)).stripTrailing());
      }
    }
    int tasks = layers.stream().mapToInt(List::size).sum();
    out.println(
        "%d %s in %d %s, nothing was run"
            .formatted(
                tasks,
                tasks == 1 ? "task" : "tasks",
                layers.size(),
                layers.size() == 1 ? "layer" : "layers"));
  }
}
