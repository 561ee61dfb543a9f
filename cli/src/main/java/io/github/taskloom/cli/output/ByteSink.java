package io.github.taskloom.cli.output;

import java.io.PrintStream;

/** Prints the output of one command, which comes in pieces. By one thread at a time. */
interface ByteSink {
  /** Prints the next bytes. */
  void write(byte[] bytes, int length, PrintStream out);

  /** Whether what was written so far needs an {@link #end} that it has not had. */
  boolean isOpen();

  /**
   * Undoes what the output may have done to a terminal.
   *
   * @return whether the last line is complete
   */
  boolean end(PrintStream out);
}
