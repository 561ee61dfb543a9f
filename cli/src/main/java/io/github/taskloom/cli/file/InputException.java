package io.github.taskloom.cli.file;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An input that cannot be used. Its message is one line, made to be shown to the user: {@code
 * FILE:LINE:COLUMN: what is wrong}. Nothing has been started when it is thrown.
 */
public final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param file the file that is wrong
   * @param position the place in it, or null where none applies
   * @param problem what is wrong and what would be right; line ends in it are shown as {@code \n}
   * @param cause what found it, or null
   */
  public InputException(
      Path file, @Nullable Position position, String problem, @Nullable Throwable cause) {
    super(
        Names.shown(file.toString())
            + (position == null ? "" : ":" + position)
            + ": "
            + Names.shown(problem),
        cause);
  }

  /** A problem at a place, found by taskloom itself. */
  public InputException(Path file, @Nullable Position position, String problem) {
    this(file, position, problem, null);
  }

  /** A problem of the file as a whole. */
  public InputException(Path file, String problem) {
    this(file, null, problem, null);
  }
}
