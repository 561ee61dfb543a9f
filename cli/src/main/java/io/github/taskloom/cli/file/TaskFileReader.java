package io.github.taskloom.cli.file;

import io.github.taskloom.cli.file.YamlFields.Field;
import io.github.taskloom.cli.file.YamlFields.Text;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
  private static final List<String> TASK_KEYS =
      List.of("run", "needs", "dir", "env", "retry", "timeout", "description");

  /** How a key starts that stands there for its anchors, and is not read. */
  private static final String ANCHORS = "x-";

  private final Path file;
  private final YamlFields fields;

  private TaskFileReader(Path file) {
    this.file = file;
    this.fields = new YamlFields(file);
  }

  /**
   * Reads a task file.
   *
   * @throws InputException when the file cannot be read or does not say what a task file says
   */
  public static TaskFile read(Path file) {
    return new TaskFileReader(file).read();
  }

  private TaskFile read() {
    Node root =
        YamlSource.read(file)
            .orElseThrow(
                () -> new InputException(file, "is empty: a task file starts with 'tasks:'"));
    Map<String, Field> top = fields.mapping(root, "the file", List.of("tasks"), ANCHORS);
    Field tasks = top.get("tasks");
    if (tasks == null) {
      throw fields.problem(YamlFields.position(root), "has no 'tasks:'");
    }
    Map<String, Field> named =
        YamlFields.isNull(tasks.value()) ? Map.of() : fields.mapping(tasks.value(), "tasks");
    if (named.isEmpty()) {
      throw fields.problem(tasks.key().position(), "has no tasks: 'tasks' is empty");
    }
    return new TaskFile(file, named.values().stream().map(this::task).toList());
  }

  private TaskEntry task(Field field) {
    Text name = field.key();
    if (name.value().isEmpty()) {
      throw fields.problem(name.position(), "a task has an empty name");
    }
    String what = "task " + Names.quoted(name.value());
    if (YamlFields.isNull(field.value())) {
      throw fields.problem(name.position(), what + " is empty: give it 'run' or 'needs'");
    }
    Map<String, Field> body = fields.mapping(field.value(), what, TASK_KEYS);
    if (!body.containsKey("run") && !body.containsKey("needs")) {
      throw fields.problem(name.position(), what + " does nothing: give it 'run' or 'needs'");
    }
    Field needs = body.get("needs");
    Field description = body.get("description");
    return new TaskEntry(
        name.value(),
        name.position(),
        script(body.get("run"), what),
        needs == null ? List.of() : new NeedsReader(fields).needs(needs, what),
        directory(body.get("dir"), what),
        environment(body.get("env"), what),
        description == null || YamlFields.isNull(description.value())
            ? ""
            : fields.text(description, "description of " + what).value(),
        new PolicyReader(fields).policy(body, what));
  }

  private @Nullable String script(@Nullable Field run, String task) {
    if (run == null) {
      return null;
    }
    String what = "run of " + task;
    String script =
        fields.texts(run, what).stream().map(Text::value).collect(Collectors.joining("\n"));
    if (script.isBlank()) {
      throw fields.problem(
          run.key().position(), what + " is empty: give it a command or leave it out");
    }
    return script;
  }

  private @Nullable String directory(@Nullable Field directory, String task) {
    if (directory == null) {
      return null;
    }
    String what = "dir of " + task;
    if (YamlFields.isTilde(directory.value())) {
      throw fields.problem(
          YamlFields.position(directory.value()), what + " is empty: ~ is YAML for nothing");
    }
    Text text = fields.text(directory, what);
    if (text.value().isEmpty()) {
      throw fields.problem(text.position(), what + " is empty: leave it out");
    }
    if (Names.isHome(text.value())) {
      throw fields.problem(
          text.position(),
          what
              + " starts with ~, which stands for no folder here: write the path out, or ./~ for a"
              + " folder of that name");
    }
    return text.value();
  }

  private Map<String, String> environment(@Nullable Field env, String task) {
    if (env == null || YamlFields.isNull(env.value())) {
      return Map.of();
    }
    String what = "env of " + task;
    Map<String, String> environment = new LinkedHashMap<>();
    for (Field variable : fields.mapping(env.value(), what).values()) {
      String name = variable.key().value();
      if (name.isEmpty() || name.contains("=")) {
        throw fields.problem(
            variable.key().position(), Names.quoted(name) + " is no name of a variable in " + what);
      }
      // As in GitHub Actions, a variable without a value is there and empty.
      boolean empty = YamlFields.isNull(variable.value());
      environment.put(name, empty ? "" : fields.text(variable, name + " in " + what).value());
    }
    return environment;
  }
}
