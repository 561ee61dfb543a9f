package io.github.taskloom.cli.file;

import io.github.taskloom.cli.file.YamlFields.Field;
import io.github.taskloom.cli.file.YamlFields.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads one task: a mapping, or in its place just what it runs.
 *
 * @param values what the file has for all of its tasks
 * @param shells reads what executes it
 */
record TaskReader(YamlFields fields, FileValues values, ShellReader shells) {
  static final List<String> TASK_KEYS =
      List.of(
          "run",
          "needs",
          "if",
          "dir",
          "env",
          "retry",
          "timeout",
          "inputs",
          "outputs",
          "status",
          "description",
          "shell",
          "allow-failure",
          "interactive",
          "output");

  /** The task of this name, as far as it can be told without the others. */
  TaskEntry task(Field field) {
    Text name = field.key();
    if (name.value().isEmpty()) {
      throw fields.problem(name.position(), "a task has an empty name");
    }
    String what = "task " + Names.quoted(name.value());
    Map<String, Field> body = body(field, what);
    if (!body.containsKey("run") && !body.containsKey("needs")) {
      throw fields.problem(name.position(), what + " does nothing: give it 'run' or 'needs'");
    }
    String script = script(body.get("run"), what);
    Expansion expansion = values.expansion(fields);
    Map<String, String> environment = new LinkedHashMap<>(values.environment());
    environment.putAll(
        new EnvironmentReader(fields, expansion).environment(body.get("env"), "env of " + what));
    String directory =
        new DirectoryReader(fields, expansion).directory(body.get("dir"), "dir of " + what);
    NeedsReader.Needs needs = new NeedsReader(fields).needs(body, what);
    Field description = body.get("description");
    return new TaskEntry(
        name.value(),
        fields.file(),
        name.position(),
        script,
        needs.list(),
        directory,
        environment,
        description == null || YamlFields.isNull(description.value())
            ? ""
            : fields.text(description, "description of " + what).value(),
        new PolicyReader(fields).policy(body, what),
        new ExecutionReader(fields, shells).execution(body, script, needs.areCleanUp(), what),
        new FreshnessReader(fields, expansion).freshness(body, what),
        expansion.missing());
  }

  /** What stands under the name; where that is a command alone, as if it stood under 'run'. */
  private Map<String, Field> body(Field field, String what) {
    if (YamlFields.isNull(field.value())) {
      throw fields.problem(
          field.key().position(), what + " is empty: give it a command, 'run' or 'needs'");
    }
    return field.value() instanceof ScalarNode || field.value() instanceof SequenceNode
        ? Map.of("run", field)
        : fields.mapping(field.value(), what, TASK_KEYS);
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
}
