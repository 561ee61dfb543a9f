package io.github.taskloom.cli.command;

import io.github.taskloom.cli.file.InputException;

/** A file could not be written when all was done: by then it is no wrong input any more. */
final class OutputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OutputException(InputException cause) {
    super(cause.getMessage(), cause);
  }
}
