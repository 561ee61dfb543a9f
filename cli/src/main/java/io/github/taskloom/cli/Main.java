package io.github.taskloom.cli;

import io.github.taskloom.cli.show.Console;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;

/** Starts the command line. */
public final class Main {
  private Main() {}

  /**
   * Runs one command and ends the process with its exit code.
   *
   * @param arguments as typed; {@code --help} tells what there is
   */
  public static void main(String[] arguments) {
    Console console = Console.ofProcess();
    int exitCode = run(console, arguments);
    console.out().flush();
    System.exit(exitCode);
  }

  /** Runs one command in this process and returns its exit code. */
  static int run(Console console, String... arguments) {
    ShortErrors errors = new ShortErrors(console.err());
    return new CommandLine(new TaskloomCommand())
        .addSubcommand(new MakeCommand(console))
        .addSubcommand(new GraphCommand(console))
        .addSubcommand(new ReplayCommand(console))
        .addSubcommand(new GenerateCompletion())
        .setOut(writer(console.out()))
        .setErr(writer(console.err()))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false)
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors)
        .execute(arguments);
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }
}
