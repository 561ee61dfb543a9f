package io.github.taskloom.cli.member;

/** What was said of a member is wrong, or it cannot be one; the message is for the user. */
public final class MemberException extends RuntimeException {
  private static final long serialVersionUID = 1;

  MemberException(String message) {
    super(message);
  }

  MemberException(String message, Throwable cause) {
    super(message, cause);
  }
}
