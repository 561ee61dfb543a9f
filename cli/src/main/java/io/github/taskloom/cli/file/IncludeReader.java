package io.github.taskloom.cli.file;

import io.github.taskloom.cli.file.TaskEntry.Need;
import io.github.taskloom.cli.file.YamlFields.Field;
import io.github.taskloom.cli.file.YamlFields.Text;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/**
 * Reads {@code include}: the tasks of other files, each under a prefix. Such a file says all of its
 * tasks itself: their needs are its own tasks, its vars and env are for them alone.
 */
record IncludeReader(YamlFields fields, Reading reading, Expansion expansion) {
  static final List<String> INCLUDE_KEYS = List.of("file", "dir");

  /**
   * The tasks of all files that are included.
   *
   * @param own the tasks of this file
   */
  List<TaskEntry> tasks(@Nullable Field written, Map<String, Field> own) {
    Map<String, TaskEntry> tasks = new LinkedHashMap<>();
    if (written == null || YamlFields.isNull(written.value())) {
      return List.of();
    }
    for (Field included : fields.mapping(written.value(), "include").values()) {
      for (TaskEntry task : tasks(included)) {
        if (own.containsKey(task.name()) || tasks.put(task.name(), task) != null) {
          throw fields.problem(
              included.key().position(),
              "a second task " + Names.quoted(task.name()) + " comes from " + task.file());
        }
      }
    }
    return List.copyOf(tasks.values());
  }

  private List<TaskEntry> tasks(Field included) {
    String prefix = included.key().value();
    if (prefix.isEmpty()) {
      throw fields.problem(included.key().position(), "a file is included under an empty prefix");
    }
    String what = "include of " + Names.quoted(prefix);
    Field file = included;
    String directory = null;
    if (included.value() instanceof MappingNode) {
      Map<String, Field> parts = fields.mapping(included.value(), what, INCLUDE_KEYS);
      file = parts.get("file");
      if (file == null) {
        throw fields.problem(included.key().position(), what + " has no 'file'");
      }
      directory =
          new DirectoryReader(fields, expansion).directory(parts.get("dir"), "dir in " + what);
    }
    TaskFile read = read(fields.text(file, what), what);
    Set<String> known = read.tasks().stream().map(TaskEntry::name).collect(Collectors.toSet());
    for (TaskEntry task : read.tasks()) {
      for (Need need : task.needs()) {
        if (!known.contains(need.name())) {
          throw need.unknown(task, known); // by the names that are written there
        }
      }
    }
    String dir = directory;
    return read.tasks().stream().map(task -> task.included(prefix, dir)).toList();
  }

  private TaskFile read(Text name, String what) {
    Path named = fields.beside(name.value(), name, what);
    Path file = Files.isDirectory(named) ? TaskFileSearch.in(named) : named;
    if (file == null || !Files.exists(file)) {
      throw fields.problem(
          name.position(),
          what
              + " names "
              + Names.quoted(name.value())
              + (file == null ? ", a folder that has no taskloom.yaml" : ", which is not there"));
    }
    return reading.read(
        file,
        problem -> fields.problem(name.position(), problem),
        () -> new TaskFileReader(file, reading).read());
  }
}
