package io.github.taskloom.cli.show;

import io.github.taskloom.Task;
import io.github.taskloom.Tasks;
import io.github.taskloom.cli.file.Names;
import io.github.taskloom.cli.file.TaskEntry;
import io.github.taskloom.cli.file.TaskFile;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The layers in which tasks would be made, below those that are DONE already. */
public final class LayerList {
  private static final int WIDEST_NAME = 40;

  private LayerList() {}

  /**
   * Prints each layer with its tasks and their descriptions.
   *
   * @param tasks those to make, with all that they need among them
   * @param done those of them that are DONE before
   * @param file tells the descriptions
   */
  public static void print(List<Task<?>> tasks, Set<Task<?>> done, TaskFile file, PrintStream out) {
    Map<String, String> descriptions =
        file.tasks().stream().collect(Collectors.toMap(TaskEntry::name, TaskEntry::description));
    int width =
        tasks.stream()
            .mapToInt(task -> Columns.width(Names.shown(task.name())))
            .filter(wide -> wide <= WIDEST_NAME)
            .max()
            .orElse(0);
    List<Task<?>> before = tasks.stream().filter(done::contains).toList();
    if (!before.isEmpty()) {
      out.println("DONE before");
      before.forEach(task -> print(task, width, descriptions, out));
    }
    List<List<Task<?>>> layers = layers(tasks, done);
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

  /** As if those that are DONE before were not there. */
  private static List<List<Task<?>>> layers(List<Task<?>> tasks, Set<Task<?>> done) {
    Map<Task<?>, Integer> numbers = new HashMap<>();
    List<List<Task<?>>> layers = new ArrayList<>();
    for (List<Task<?>> layer : Tasks.layers(tasks)) {
      for (Task<?> task : layer) {
        if (done.contains(task)) {
          continue;
        }
        int number =
            task.prerequisites().stream()
                .mapToInt(it -> numbers.getOrDefault(it, 0))
                .max()
                .orElse(0);
        numbers.put(task, number + 1);
        if (number == layers.size()) {
          layers.add(new ArrayList<>());
        }
        layers.get(number).add(task);
      }
    }
    return layers;
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
