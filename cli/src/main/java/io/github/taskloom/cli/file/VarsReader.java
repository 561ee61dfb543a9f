package io.github.taskloom.cli.file;

import io.github.taskloom.cli.file.YamlFields.Field;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code vars}: values that the command line may replace. */
record VarsReader(YamlFields fields, Given given) {
  /** Commands find a var as a variable, so it has the name of one. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /**
   * Puts each var with its value into a map, in their order: one may ask for those above it.
   *
   * @param vars where the expansion finds them
   */
  void read(@Nullable Field written, Map<String, String> vars, Expansion expansion) {
    if (written == null || YamlFields.isNull(written.value())) {
      return;
    }
    for (Field field : fields.mapping(written.value(), "vars").values()) {
      String name = field.key().value();
      if (!NAME.matcher(name).matches()) {
        throw fields.problem(
            field.key().position(),
            Names.quoted(name)
                + " in vars is no name of a shell variable, as which commands find it: letters,"
                + " digits and _, no digit first");
      }
      String what = name + " in vars";
      String value =
          YamlFields.isNull(field.value()) ? "" : expansion.expand(fields.text(field, what), what);
      vars.put(name, given.values().getOrDefault(name, value));
    }
  }
}
