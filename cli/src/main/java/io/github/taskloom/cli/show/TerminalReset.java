package io.github.taskloom.cli.show;

/** Undoes what the output of a task may have done to the terminal that it is shown on. */
public final class TerminalReset {
  /**
   * Ends a string that was cut off (ST), and sets back: the character set (SI), colours, the hidden
   * cursor, the alternate screen. None of these moves the cursor.
   */
  public static final String TEXT = "\u001b\\\u000f\u001b[0m\u001b[?25h\u001b[?1047l";

  private static final int ESCAPE = 0x1b;
  private static final int SHIFT_OUT = 0x0e;

  private TerminalReset() {}

  /** Whether one of these bytes can begin what has to be undone. */
  public static boolean isNeededAfter(byte[] bytes, int offset, int length) {
    for (int at = offset; at < offset + length; at++) {
      if (bytes[at] == ESCAPE || bytes[at] == SHIFT_OUT) {
        return true;
      }
    }
    return false;
  }
}
