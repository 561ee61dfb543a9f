package io.github.taskloom.jdbc.internal.writer;

/** The run is not this process's own any more. The message says whose it is; never retried. */
final class LostRunException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LostRunException(String why) {
    super(why);
  }
}
