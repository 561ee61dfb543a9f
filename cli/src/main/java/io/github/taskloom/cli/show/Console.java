package io.github.taskloom.cli.show;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
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

  /** That of this process; in UTF-8 whatever the locale, as the files that are shown are. */
  public static Console ofProcess() {
    return new Console(
        new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)),
            false,
            StandardCharsets.UTF_8),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        TerminalWidth.measure());
  }

  /** Whether a person watches. */
  public boolean isTerminal() {
    return width.isPresent();
  }
}
