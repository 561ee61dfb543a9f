package io.github.taskloom.cli.file;

import io.github.taskloom.cli.file.YamlFields.Field;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
      List.of("tasks", "default", "vars", "env", "dotenv", "shell");

  /** How a key starts that stands there for its anchors, and is not read. */
  private static final String ANCHORS = "x-";

  private final Path file;
  private final Given given;
  private final YamlFields fields;

  private TaskFileReader(Path file, Given given) {
    this.file = file;
    this.given = given;
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
    return new TaskFileReader(file, given).read();
  }

  private TaskFile read() {
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
    FileValues values = FileValues.read(top, fields, given);
    refuseUnknown(given.values().keySet(), values.vars().keySet());
    TaskReader reader = new TaskReader(fields, values, ShellReader.of(fields, top.get("shell")));
    return new TaskFile(
        file,
        named.values().stream().map(reader::task).toList(),
        new DefaultReader(fields).names(top.get("default"), named.keySet()));
  }

  private void refuseUnknown(Collection<String> given, Collection<String> vars) {
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
