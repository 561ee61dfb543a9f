package io.github.taskloom.cli.option;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;

/**
 * The first word after a command: a file when it looks like one, a target or a value otherwise.
 *
 * @param text as typed
 * @param file the same as a path, or null for what does not look like one
 */
record FileOrTarget(String text, @Nullable Path file) {

  /** Reads it. */
  static final class Converter implements ITypeConverter<FileOrTarget> {
    @Override
    public FileOrTarget convert(String text) {
      return new FileOrTarget(text, isFile(text) ? new FilePath().convert(text) : null);
    }

    private static boolean isFile(String text) {
      int value = text.indexOf('=');
      String name = value < 0 ? text : text.substring(0, value);
      return name.contains("/") || (value < 0 && text.matches("(?s).*\\.ya?ml"));
    }
  }
}
