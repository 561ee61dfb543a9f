package io.github.taskloom.cli.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** The lines of {@code judged.txt}: task files, and what is to be said of them. */
final class JudgedFiles {
  private static final Pattern LINE =
      Pattern.compile("(file|task) (accepted|refused|reader)(?: +(.*))?");

  /**
   * A line.
   *
   * @param isFile whether it is a whole file, or a task of one
   * @param verdict accepted, refused, or reader
   * @param yaml the file or the task
   */
  record Judged(boolean isFile, String verdict, String yaml) {

    /** The whole file. */
    String file() {
      return isFile ? yaml : "{tasks: {x-name: " + yaml + " , a: {run: x}, b: {run: x}}}";
    }

    @Override
    public String toString() {
      return (isFile ? "file " : "task ") + verdict + " " + yaml;
    }
  }

  private JudgedFiles() {}

  static List<Judged> all() {
    try (InputStream in =
        Objects.requireNonNull(JudgedFiles.class.getResourceAsStream("judged.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(JudgedFiles::judged)
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What both accept, as mappings: whole files, or tasks. */
  static List<Map<?, ?>> accepted(boolean files) {
    return all().stream()
        .filter(judged -> judged.isFile() == files && judged.verdict().equals("accepted"))
        .map(judged -> load(judged.yaml()))
        .<Map<?, ?>>mapMulti(
            (value, each) -> {
              if (value instanceof Map<?, ?> mapping) {
                each.accept(mapping);
              }
            })
        .toList();
  }

  /** YAML as editors see it: maps, lists, texts, numbers, booleans, null. */
  static Object load(String yaml) {
    return new Load(LoadSettings.builder().setSchema(new CoreSchema()).build())
        .loadFromString(yaml);
  }

  private static Judged judged(String line) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw new IllegalStateException("no line of judged.txt: " + line);
    }
    String yaml = parts.group(3) == null ? "" : parts.group(3);
    return new Judged(parts.group(1).equals("file"), parts.group(2), yaml);
  }
}
