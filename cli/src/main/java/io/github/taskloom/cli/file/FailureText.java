package io.github.taskloom.cli.file;

import io.github.taskloom.TaskTimeoutException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Why an attempt of a task ended, for people. */
public final class FailureText {
  private FailureText() {}

  /** The reason in one line. */
  public static String of(Throwable reason) {
    if (reason instanceof TaskTimeoutException timeout) {
      return "timed out after " + DurationText.show(timeout.limit()) + whatBecameOf(timeout);
    }
    return reason.getMessage() == null ? reason.toString() : reason.getMessage();
  }

  /** The same of the last attempt, with its number unless it was the only one. */
  public static String of(Throwable reason, int attempt) {
    return of(reason) + (attempt > 1 ? ", in attempt " + attempt : "");
  }

  /** What the function said to its end, which came too late to count. */
  private static String whatBecameOf(TaskTimeoutException timeout) {
    return Arrays.stream(timeout.getSuppressed())
        .map(late -> ", " + of(late))
        .collect(Collectors.joining());
  }
}
