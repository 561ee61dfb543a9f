package io.github.taskloom.cli.file;

import io.github.taskloom.cli.file.YamlFields.Field;
import io.github.taskloom.cli.file.YamlFields.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code output} of a task. */
record OutputReader(YamlFields fields) {

  /**
   * When and how the output is shown; null where the task says nothing of it.
   *
   * @param task names it in an error
   */
  @Nullable OutputMode mode(Map<String, Field> body, String task) {
    Field output = body.get("output");
    if (output == null) {
      return null;
    }
    if (!body.containsKey("run")) {
      throw fields.problem(
          output.key().position(), task + " has an output, but no 'run' that it could be for");
    }
    String what = "output of " + task;
    Text text = fields.text(output, what);
    return Arrays.stream(OutputMode.values())
        .filter(mode -> mode.word().equals(text.value()))
        .findFirst()
        .orElseThrow(() -> unknown(text, what));
  }

  private InputException unknown(Text text, String what) {
    List<String> words = Arrays.stream(OutputMode.values()).map(OutputMode::word).toList();
    return fields.problem(
        text.position(),
        what
            + " must be failed, grouped, prefixed or live, but is "
            + Names.quoted(text.value())
            + Names.nearest(text.value(), words)
                .map(it -> ": did you mean " + it + "?")
                .orElse(""));
  }
}
