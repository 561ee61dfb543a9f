package io.github.taskloom.cli.show;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures the terminal that standard output goes to. {@link System#console} cannot tell: on some
 * JDKs it looks at standard input as well, on others it is always there.
 */
final class TerminalWidth {
  private static final int DEFAULT = 80;

  /**
   * Asks the terminal at standard output, which must stay that; so the answer goes to the other.
   */
  private static final String MEASURE =
      "test -t 1 && { stty size <&3 2>/dev/null || echo 0 0; } 3>&1 >&2";

  private static final Pattern ROWS_AND_COLUMNS = Pattern.compile("(\\d+) (\\d+)\\s*");

  private TerminalWidth() {}

  /** The columns of the terminal, or nothing when there is none or a dumb one. */
  static OptionalInt measure() {
    // The launcher knows without a process when there is none.
    if ("dumb".equals(System.getenv("TERM"))
        || "no".equals(System.getProperty("taskloom.terminal"))) {
      return OptionalInt.empty();
    }
    try {
      Process process =
          new ProcessBuilder("sh", "-c", MEASURE)
              .redirectOutput(ProcessBuilder.Redirect.INHERIT)
              .start();
      String answer = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      Matcher size = ROWS_AND_COLUMNS.matcher(answer);
      if (!size.matches()) {
        return OptionalInt.empty();
      }
      int columns = Integer.parseInt(size.group(2));
      return OptionalInt.of(columns == 0 ? DEFAULT : columns);
    } catch (IOException e) {
      // No POSIX shell, so no commands can be run either; they will say so.
      return OptionalInt.empty();
    }
  }
}
