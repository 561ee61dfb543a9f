package io.github.taskloom.dashboard.internal.record;

import io.github.taskloom.CancelledException;
import io.github.taskloom.PrerequisiteException;
import io.github.taskloom.dashboard.internal.data.Texts;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.function.UnaryOperator;

/**
 * A failure as text, bounded.
 *
 * @param message at most {@value #LONGEST_MESSAGE} characters of it
 * @param stack at most {@value #LONGEST_STACK} characters of it; empty for what has not run because
 *     of another task, and for a cancellation
 */
record FailureText(String message, String stack) {
  static final int LONGEST_MESSAGE = 20_000;
  static final int LONGEST_STACK = 80_000;

  /** Looked at beyond that, so that a text to hide is whole when it is looked for. */
  private static final int BEYOND = 20_000;

  /**
   * Calls methods of the exception, which may be a user's: not to be called with a lock held.
   *
   * @param shown gives what is to be shown of a text
   */
  static FailureText of(Throwable why, UnaryOperator<String> shown) {
    boolean isTold = why instanceof PrerequisiteException || why instanceof CancelledException;
    String message = Texts.cut(shown.apply(message(why, isTold)), LONGEST_MESSAGE);
    if (isTold) {
      return new FailureText(message, "");
    }
    String stack = shown.apply(stack(why));
    if (stack.length() > LONGEST_STACK) {
      stack =
          stack.substring(0, LONGEST_STACK)
              + "\n[cut here, after "
              + LONGEST_STACK
              + " characters]";
    }
    return new FailureText(message, stack);
  }

  int length() {
    return message.length() + stack.length();
  }

  private static String message(Throwable why, boolean isTold) {
    String message;
    try {
      message = isTold ? why.getMessage() : why.toString();
    } catch (RuntimeException | StackOverflowError e) {
      message = null;
    }
    return message == null ? why.getClass().getName() : message;
  }

  private static String stack(Throwable why) {
    Bounded text = new Bounded();
    try (PrintWriter printer = new PrintWriter(text)) {
      why.printStackTrace(printer);
    } catch (Full e) {
      return text.kept.toString();
    } catch (RuntimeException | StackOverflowError e) {
      text.kept.append("\n[cut here: the exception could not be printed any further]");
    }
    return text.kept.toString();
  }

  /** Takes so many characters, and ends the printing at the next one. */
  private static final class Bounded extends Writer {
    final StringBuilder kept = new StringBuilder();

    @Override
    public void write(char[] characters, int from, int length) {
      int room = LONGEST_STACK + BEYOND - kept.length();
      kept.append(characters, from, Math.min(length, room));
      if (length > room) {
        throw new Full();
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private static final class Full extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Full() {
      super(null, null, false, false);
    }
  }
}
