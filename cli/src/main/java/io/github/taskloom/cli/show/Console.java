package io.github.taskloom.cli.show;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/**
 * Where the command line shows what it does.
 *
 * @param out standard output; buffered, so what is to be seen now has to be flushed
 * @param err standard error
 * @param width how many columns the terminal has that a person watches standard output on; empty
 *     when it is a file, a pipe or a terminal that cannot move its cursor
 */
public record Console(PrintStream out, PrintStream err, OptionalInt width) {
  /** What a pipe takes at once: all that is not larger arrives even if its start is enough. */
  private static final int BUFFER = 1 << 16;

  /** That of this process; in UTF-8 whatever the locale, as the files that are shown are. */
  public static Console ofProcess() {
    PrintStream err =
        new PrintStream(new WholeOutput(FileDescriptor.err, e -> {}), true, StandardCharsets.UTF_8);
    OutputStream out =
        new WholeOutput(
            FileDescriptor.out,
            e -> err.println("taskloom: standard output cannot be written: " + e.getMessage()));
    return new Console(
        new PrintStream(new BufferedOutputStream(out, BUFFER), false, StandardCharsets.UTF_8),
        err,
        TerminalWidth.measure());
  }

  /** Writes what is buffered; false when that, or something before, could not be written. */
  public boolean complete() {
    return !out.checkError();
  }

  /** Whether a person watches. */
  public boolean isTerminal() {
    return width.isPresent();
  }
}
