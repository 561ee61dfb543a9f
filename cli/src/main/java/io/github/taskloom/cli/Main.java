package io.github.taskloom.cli;

import io.github.taskloom.cli.command.TaskloomCommand;
import io.github.taskloom.cli.show.Console;
import io.github.taskloom.cli.stop.StopSignal;

/** Starts the command line. */
public final class Main {
  private Main() {}

  /**
   * Runs one command and ends the process with its exit code, or by the signal that ended the run.
   *
   * @param arguments as typed; {@code --help} tells what there is
   */
  public static void main(String[] arguments) {
    StopSignal.endAsUsual();
    int exitCode = run(Console.ofProcess(), arguments);
    StopSignal.of(exitCode).ifPresent(StopSignal::endProcess);
    System.exit(exitCode);
  }

  /** Runs one command in this process and returns its exit code. */
  static int run(Console console, String... arguments) {
    return TaskloomCommand.run(console, arguments);
  }
}
