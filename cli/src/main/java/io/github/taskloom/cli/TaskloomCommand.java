package io.github.taskloom.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command without a command: help and version. */
@Command(
    name = "taskloom",
    description = "Makes tasks with dependencies: as many at once as you like, each one once.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nA first file, hello.yaml:%n",
    footer = {
      "  tasks:",
      "    fetch:",
      "      run: echo hello > page",
      "    count:",
      "      needs: fetch",
      "      run: wc -w page",
      "",
      "  $ taskloom make hello.yaml",
      "",
      "'taskloom make --help' tells all that such a file can say."
    })
final class TaskloomCommand implements Runnable {
  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "which command? There are make, graph and replay");
  }
}
