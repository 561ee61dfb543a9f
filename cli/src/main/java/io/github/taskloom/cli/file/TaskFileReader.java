package io.github.taskloom.cli.file;

import io.github.taskloom.cli.file.YamlFields.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads a task file.
 *
 * <pre>{@code
 * tasks:
 *   fetch:
 *     run: ./fetch.sh data.csv
 *   clean:
 *     needs: [fetch]
 *     run: ./clean.sh data.csv
 * }</pre>
 *
 * <p>Only what one task says is checked here; {@link TaskGraph} checks what they say of each other.
 */
public final class TaskFileReader {
  static final List<String> TOP_KEYS =
      List.of("tasks", "default", "vars", "env", "dotenv", "include", "shell", "secret");

  /** How a key starts that stands there for its anchors, and is not read. */
  private static final String ANCHORS = "x-";

  private final Path file;
  private final Reading reading;
  private final YamlFields fields;

  TaskFileReader(Path file, Reading reading) {
    this.file = file;
    this.reading = reading;
    this.fields = new YamlFields(file);
  }

  /**
   * Reads a task file to look at its tasks, not to run them.
   *
   * @throws InputException when the file cannot be read or does not say what a task file says
   */
  public static TaskFile read(Path file) {
    return read(file, Given.NOTHING);
  }

  /**
   * Reads a task file.
   *
   * @throws InputException when the file cannot be read or does not say what a task file says, or
   *     has no var of a name that is given a value
   */
  public static TaskFile read(Path file, Given given) {
    Reading reading = new Reading(given);
    TaskFile read =
        reading.read(
            file,
            problem -> new InputException(file, problem),
            () -> new TaskFileReader(file, reading).read());
    refuseUnknown(file, given.values().keySet(), reading.vars());
    return read;
  }

  /** What this file says, and those that it includes. */
  TaskFile read() {
    Node root =
        YamlSource.read(file)
            .orElseThrow(
                () -> new InputException(file, "is empty: a task file starts with 'tasks:'"));
    Map<String, Field> top = fields.mapping(root, "the file", TOP_KEYS, ANCHORS);
    Field tasks = top.get("tasks");
    if (tasks == null) {
      throw fields.problem(YamlFields.position(root), "has no 'tasks:'");
    }
    Map<String, Field> named =
        YamlFields.isNull(tasks.value()) ? Map.of() : fields.mapping(tasks.value(), "tasks");
    if (named.isEmpty()) {
      throw fields.problem(tasks.key().position(), "has no tasks: 'tasks' is empty");
    }
    FileValues values = FileValues.read(top, fields, reading.given());
    reading.vars().addAll(values.vars().keySet());
    TaskReader reader = new TaskReader(fields, values, ShellReader.of(fields, top.get("shell")));
    List<TaskEntry> all = new ArrayList<>(named.values().stream().map(reader::task).toList());
    reading.secrets().addAll(new SecretReader(fields, values).values(top.get("secret"), all));
    all.addAll(
        new IncludeReader(fields, reading, values.expansion(fields))
            .tasks(top.get("include"), named));
    Set<String> names = all.stream().map(TaskEntry::name).collect(Collectors.toSet());
    return new TaskFile(
        file, all, new DefaultReader(fields).names(top.get("default"), names), reading.secrets());
  }

  private static void refuseUnknown(Path file, Collection<String> given, Collection<String> vars) {
    for (String name : given) {
      if (!vars.contains(name)) {
        throw new InputException(
            file,
            "has no var "
                + Names.quoted(name)
                + " that could be given a value"
                + (vars.isEmpty() ? ": it has no 'vars'" : Names.didYouMean(name, vars)));
      }
    }
  }
}
