package io.github.taskloom.cli.command;

import io.github.taskloom.cli.show.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code taskloom generate-man-page}: for the archive, which has it made. */
@Command(
    name = "generate-man-page",
    description = "Prints all that --help tells as a page for man.",
    hidden = true)
final class ManPageCommand implements Runnable {
  private final Console console;

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  ManPageCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    console.out().print(ManPage.of(spec.parent().commandLine()));
  }
}
