package io.github.taskloom.cli.show;

import java.io.PrintStream;

/** Something to print that is not to be mixed with anything else. */
@FunctionalInterface
public interface Printing<X extends Exception> {
  /** Prints whole lines. */
  void printTo(PrintStream out) throws X;
}
