package io.github.taskloom.cli.option;

import io.github.taskloom.cli.file.Names;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Paths as they are written; only the shell knows {@code ~}, and not in {@code --state=~/x}. */
public final class FilePath implements ITypeConverter<Path> {
  @Override
  public Path convert(String text) {
    if (Names.isHome(text)) {
      throw new TypeConversionException(
          Names.quoted(text)
              + " starts with ~, which the shell expands only where a word starts: write '$HOME' in"
              + " its place");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException(
          Names.quoted(text)
              + " is no path in this locale ("
              + e.getReason()
              + "): set LC_ALL=C.UTF-8");
    }
  }
}
