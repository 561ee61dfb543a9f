package io.github.taskloom.cli.option;

import io.github.taskloom.cli.file.TaskFileSearch;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What can be said of the task file. */
public final class FileOption {
  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description =
          "The task file. Default: taskloom.yaml (or taskloom.yml) in the current folder, or in the"
              + " next one above it that has one.")
  private @Nullable Path named;

  /** Whether the file is named here. */
  boolean isNamed() {
    return named != null;
  }

  /**
   * The file that is named here, or else as an argument, or else found.
   *
   * @param argument what is named as an argument, or null for nothing
   * @param word what was said first of what is to be made, or null for nothing
   * @param start where a file is looked for
   * @throws io.github.taskloom.cli.file.InputException when none is found
   */
  public Path file(@Nullable Path argument, @Nullable String word, Path start) {
    if (named != null) {
      return named;
    }
    return argument == null ? TaskFileSearch.from(start, word) : argument;
  }
}
