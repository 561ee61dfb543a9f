package io.github.taskloom.cli.fresh;

import io.github.taskloom.cli.file.Names;
import java.util.List;
import java.util.stream.Collectors;

/** A command has ended well, and what its task says that it leaves is not there. */
final class MissingOutputException extends Exception {
  private static final long serialVersionUID = 1L;

  MissingOutputException(List<String> missing) {
    super(
        missing.stream()
            .map(Names::quoted)
            .collect(Collectors.joining(", ", "its outputs are not there: ", "")));
  }
}
