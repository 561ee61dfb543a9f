package io.github.taskloom.internal.journal;

/** A file that is refused: it is known where, and not yet of which file. */
final class DamageException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Where it begins. */
  final long offset;

  DamageException(long offset, String problem) {
    super(problem, null, false, false);
    this.offset = offset;
  }

  String problem() {
    return String.valueOf(getMessage());
  }
}
