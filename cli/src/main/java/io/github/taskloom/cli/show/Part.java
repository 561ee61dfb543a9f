package io.github.taskloom.cli.show;

import java.io.PrintStream;

/** A part of something longer to print, which may end within a line. */
@FunctionalInterface
public interface Part<X extends Exception> {
  /** Prints it, and returns whether its last line is complete. */
  boolean printTo(PrintStream out) throws X;
}
