package io.github.taskloom.cli.shell;

/** A command that did not run or did not succeed; the message is a short reason for people. */
public final class CommandException extends Exception {
  private static final long serialVersionUID = 1L;

  CommandException(String reason) {
    super(reason);
  }

  CommandException(String reason, Throwable cause) {
    super(reason, cause);
  }

  /** The reason alone: where engines and loggers show exceptions, people read it, too. */
  @Override
  @SuppressWarnings("OverrideThrowableToString") // the message is right, the class says nothing
  public String toString() {
    return String.valueOf(getMessage());
  }
}
