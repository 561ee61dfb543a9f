package io.github.taskloom.cli.file;

import io.github.taskloom.cli.file.YamlFields.Field;
import io.github.taskloom.cli.file.YamlFields.Text;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code shell}: which program executes the script of a task.
 *
 * @param usual that of a task that says nothing of it
 */
record ShellReader(YamlFields fields, Interpreter usual) {

  /** With what the top of the file says. */
  static ShellReader of(YamlFields fields, @Nullable Field shell) {
    Interpreter usual = shell == null ? Interpreter.SH : read(fields, shell, "shell of the file");
    return new ShellReader(fields, usual);
  }

  /**
   * The one of a task.
   *
   * @param script that of the task, or null
   * @param task names it in an error
   */
  Interpreter interpreter(Map<String, Field> body, @Nullable String script, String task) {
    Field shell = body.get("shell");
    Field run = body.get("run");
    if (script == null || run == null) {
      if (shell != null) {
        throw fields.problem(
            shell.key().position(), task + " has a shell, but no 'run' that it could be for");
      }
      return usual;
    }
    Interpreter named = Interpreter.ofFirstLine(script).orElse(null);
    if (named == null) {
      return shell == null ? usual : read(fields, shell, "shell of " + task);
    }
    if (shell != null) {
      throw fields.problem(
          shell.key().position(),
          task + " has a shell, and its 'run' starts with #!, too: leave one of them out");
    }
    if (!named.program().contains("/")) {
      throw fields.problem(
          YamlFields.position(run.value()),
          "run of "
              + task
              + " starts with #!, but not with a path after it: write it like #!/usr/bin/env"
              + " python3");
    }
    return named;
  }

  private static Interpreter read(YamlFields fields, Field shell, String what) {
    List<Text> words = fields.texts(shell, what);
    boolean isList = YamlFields.isList(shell.value());
    Text program = words.isEmpty() ? new Text("", shell.key().position()) : words.getFirst();
    if (program.value().isBlank()) {
      throw fields.problem(
          program.position(), what + " names no program: write it like bash or [python3, -u]");
    }
    if (Names.isHome(program.value())) {
      throw fields.problem(
          program.position(),
          what + " starts with ~, which stands for no folder here: write the path out");
    }
    if (isList) {
      return new Interpreter(words.stream().map(Text::value).toList());
    }
    if (program.value().chars().anyMatch(Character::isWhitespace)) {
      throw fields.problem(
          program.position(),
          what
              + " has blanks in it: write a program with arguments as a list, as in [python3, -u]");
    }
    return Interpreter.named(program.value());
  }
}
