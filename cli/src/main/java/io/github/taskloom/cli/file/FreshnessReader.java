package io.github.taskloom.cli.file;

import io.github.taskloom.cli.file.YamlFields.Field;
import io.github.taskloom.cli.file.YamlFields.Text;
import io.github.taskloom.cli.glob.FilePatterns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code inputs}, {@code outputs} and {@code status} of a task. */
record FreshnessReader(YamlFields fields, Expansion expansion) {
  static final List<String> KEYS = List.of("inputs", "outputs", "status");

  /**
   * What tells whether the task has anything to do.
   *
   * @param task names it in an error
   */
  Freshness freshness(Map<String, Field> body, String task) {
    for (String key : KEYS) {
      Field field = body.get(key);
      if (field != null && !body.containsKey("run")) {
        throw fields.problem(
            field.key().position(), task + " has " + key + ", but no 'run' that it could be for");
      }
    }
    Field inputs = body.get("inputs");
    FilePatterns from = patterns(inputs, "inputs of " + task);
    if (inputs != null && from != null && from.isEmpty()) {
      throw fields.problem(
          inputs.key().position(), "inputs of " + task + " are empty: name files or leave it out");
    }
    return new Freshness(
        from,
        patterns(body.get("outputs"), "outputs of " + task),
        status(body.get("status"), task));
  }

  private @Nullable FilePatterns patterns(@Nullable Field field, String what) {
    if (field == null) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    for (Text text : fields.texts(field, what)) {
      String pattern = expansion.expand(text, what);
      try {
        FilePatterns.check(pattern);
      } catch (IllegalArgumentException e) {
        throw new InputException(
            fields.file(),
            text.position(),
            what + ": " + Names.quoted(pattern) + " " + e.getMessage(),
            e);
      }
      texts.add(pattern);
    }
    FilePatterns patterns = FilePatterns.of(texts);
    if (patterns.onlyExclude()) {
      throw fields.problem(
          YamlFields.position(field.value()),
          what + " only take out: name files that they are taken from, as in ['**', '!*.tmp']");
    }
    return patterns;
  }

  private List<String> status(@Nullable Field field, String task) {
    if (field == null) {
      return List.of();
    }
    String what = "status of " + task;
    List<String> scripts = new ArrayList<>();
    for (Text text : fields.texts(field, what)) {
      if (text.value().isBlank()) {
        throw fields.problem(
            text.position(), what + " is empty: give it a command or leave it out");
      }
      scripts.add(text.value());
    }
    if (scripts.isEmpty()) {
      throw fields.problem(
          field.key().position(), what + " is empty: give it a command or leave it out");
    }
    return scripts;
  }
}
