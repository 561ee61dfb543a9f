package io.github.taskloom.cli.file;

import io.github.taskloom.cli.file.YamlFields.Field;
import io.github.taskloom.cli.file.YamlFields.Text;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code dotenv}: files with variables, relative to the task file that names them. */
record DotenvReader(YamlFields fields, Given given) {
  private static final String OPTIONAL = "?";
  private static final int LARGEST = 1 << 20;

  /** The variables of all files; of those that have the same name the first counts. */
  Map<String, String> variables(@Nullable Field written) {
    Map<String, String> variables = new LinkedHashMap<>();
    if (written == null || YamlFields.isNull(written.value())) {
      return variables;
    }
    for (Text text : fields.texts(written, "dotenv")) {
      String name = text.value();
      boolean isOptional = name.endsWith(OPTIONAL);
      String path = isOptional ? name.substring(0, name.length() - 1) : name;
      Path file = fields.beside(path, text, "dotenv");
      if (!given.isForRun()) {
        continue;
      }
      if (Files.exists(file)) {
        DotenvText lines =
            new DotenvText(file, SourceText.read(file, LARGEST), given.environment());
        lines.variables().forEach(variables::putIfAbsent);
      } else if (!isOptional) {
        throw fields.problem(
            text.position(),
            "dotenv names "
                + Names.quoted(name)
                + ", which is not there: make it, or write "
                + Names.quoted(name + OPTIONAL)
                + " for a file that may be missing");
      }
    }
    return variables;
  }
}
