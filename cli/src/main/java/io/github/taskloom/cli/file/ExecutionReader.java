package io.github.taskloom.cli.file;

import io.github.taskloom.cli.file.YamlFields.Field;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads how the script of a task is executed.
 *
 * @param shells reads by which program
 */
record ExecutionReader(YamlFields fields, ShellReader shells) {

  /**
   * That of a task.
   *
   * @param script that of the task, or null
   * @param isCleanUp whether it is one
   * @param task names it in an error
   */
  TaskEntry.Execution execution(
      Map<String, Field> body, @Nullable String script, boolean isCleanUp, String task) {
    return new TaskEntry.Execution(
        shells.interpreter(body, script, task),
        flag(body, "allow-failure", task),
        isCleanUp,
        flag(body, "interactive", task),
        new OutputReader(fields).mode(body, task));
  }

  private boolean flag(Map<String, Field> body, String key, String task) {
    Field field = body.get(key);
    if (field != null && !body.containsKey("run")) {
      throw fields.problem(
          field.key().position(), task + " has '" + key + "', but no 'run' that it could be for");
    }
    return fields.flag(field, key + " of " + task);
  }
}
