package io.github.taskloom.cli.file;

import io.github.taskloom.cli.file.YamlFields.Field;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code env}: a mapping of names to values. */
record EnvironmentReader(YamlFields fields, Expansion expansion) {

  /**
   * The variables in their order.
   *
   * @param what names it in an error
   */
  Map<String, String> environment(@Nullable Field env, String what) {
    if (env == null || YamlFields.isNull(env.value())) {
      return Map.of();
    }
    Map<String, String> environment = new LinkedHashMap<>();
    for (Field variable : fields.mapping(env.value(), what).values()) {
      String name = variable.key().value();
      if (name.isEmpty() || name.contains("=")) {
        throw fields.problem(
            variable.key().position(), Names.quoted(name) + " is no name of a variable in " + what);
      }
      // As in GitHub Actions, a variable without a value is there and empty.
      boolean empty = YamlFields.isNull(variable.value());
      environment.put(name, empty ? "" : text(variable, name + " in " + what));
    }
    return environment;
  }

  private String text(Field variable, String what) {
    return expansion.expand(fields.text(variable, what), what);
  }
}
