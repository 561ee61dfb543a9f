package io.github.taskloom.cli.show;

import io.github.taskloom.Task;
import io.github.taskloom.Tasks;
import io.github.taskloom.cli.file.Names;
import io.github.taskloom.cli.file.TaskEntry;
import io.github.taskloom.cli.file.TaskFile;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The layers in which tasks would be made, below those that are DONE already. */
public final class LayerList {
  private static final int WIDEST_NAME = 40;

  private LayerList() {}

  /**
   * Prints each layer with its tasks, their descriptions, what there is to say of them, and the
   * commands of those that would run.
   *
   * @param tasks those to make, with all that they need among them
   * @param done those of them that are DONE before
   * @param upToDate those of them that have nothing to do
   * @param notes what there is to say of some of them, by their names
   * @param file tells the descriptions and the commands
   */
  public static void print(
      List<Task<?>> tasks,
      Set<Task<?>> done,
      Set<Task<?>> upToDate,
      Map<String, String> notes,
      TaskFile file,
      PrintStream out) {
    Map<String, TaskEntry> entries =
        file.tasks().stream().collect(Collectors.toMap(TaskEntry::name, task -> task));
    Map<String, String> texts =
        file.tasks().stream().collect(Collectors.toMap(TaskEntry::name, it -> text(it, notes)));
    int width =
        tasks.stream()
            .mapToInt(task -> Columns.width(Names.shown(task.name())))
            .filter(wide -> wide <= WIDEST_NAME)
            .max()
            .orElse(0);
    int before = printPart("DONE before", tasks, done, width, texts, out);
    int fresh = printPart("up to date", tasks, upToDate, width, texts, out);
    Set<Task<?>> left = new HashSet<>(done);
    left.addAll(upToDate);
    Set<Task<?>> last = cleanUps(tasks, left, file);
    List<List<Task<?>>> layers =
        layers(tasks.stream().filter(task -> !last.contains(task)).toList(), left);
    int number = 1;
    for (List<Task<?>> layer : layers) {
      out.println("layer " + number++);
      printWithCommands(layer, entries, width, texts, out);
    }
    if (!last.isEmpty()) {
      out.println("clean-up, in any case");
      printWithCommands(tasks.stream().filter(last::contains).toList(), entries, width, texts, out);
    }
    out.println(
        "%s in %s, %s%snothing was run"
            .formatted(
                count(tasks.size() - before - fresh, "task"),
                count(layers.size(), "layer"),
                before == 0 ? "" : before + " DONE before, ",
                fresh == 0 ? "" : fresh + " up to date, "));
  }

  /** Those that clean up, when all else is over. */
  private static Set<Task<?>> cleanUps(List<Task<?>> tasks, Set<Task<?>> left, TaskFile file) {
    Set<String> names =
        file.tasks().stream()
            .filter(entry -> entry.execution().isCleanUp())
            .map(TaskEntry::name)
            .collect(Collectors.toSet());
    return tasks.stream()
        .filter(task -> names.contains(task.name()) && !left.contains(task))
        .collect(Collectors.toSet());
  }

  private static void printWithCommands(
      List<Task<?>> tasks,
      Map<String, TaskEntry> entries,
      int width,
      Map<String, String> texts,
      PrintStream out) {
    for (Task<?> task : tasks) {
      print(task, width, texts, out);
      CommandLines.print(Objects.requireNonNull(entries.get(task.name())), out);
    }
  }

  private static int printPart(
      String title,
      List<Task<?>> tasks,
      Set<Task<?>> some,
      int width,
      Map<String, String> texts,
      PrintStream out) {
    List<Task<?>> part = tasks.stream().filter(some::contains).toList();
    if (!part.isEmpty()) {
      out.println(title);
      part.forEach(task -> print(task, width, texts, out));
    }
    return part.size();
  }

  private static String text(TaskEntry task, Map<String, String> notes) {
    String note = notes.get(task.name());
    return note == null ? task.description() : (task.description() + "  (" + note + ")").strip();
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
