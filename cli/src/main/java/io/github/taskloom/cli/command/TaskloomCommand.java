package io.github.taskloom.cli.command;

import io.github.taskloom.cli.option.FilePath;
import io.github.taskloom.cli.show.Console;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The whole command line, and what it does without a command: help and version. */
@Command(
    name = "taskloom",
    description = "Makes tasks with dependencies: as many at once as you like, each one once.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nA first file, taskloom.yaml ('taskloom init' writes one):%n",
    footer = {
      "  tasks:",
      "    fetch:",
      "      run: echo hello > page",
      "    count:",
      "      needs: fetch",
      "      run: wc -w page",
      "",
      "  $ taskloom make",
      "",
      "'taskloom make --help' tells all that such a file can say.",
      "",
      "Environment",
      "  TASKLOOM_OPTS   options for java, as in -Xmx2g",
      "  TASKLOOM_CACHE  the folder of what the first start keeps for quicker ones,",
      "                  some 20 MB for each JDK; empty for none"
    })
public final class TaskloomCommand implements Runnable {
  private static final Set<String> VERSION = Set.of("--version", "-V");

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  private TaskloomCommand() {}

  /**
   * Runs one command and returns its exit code. Not 0 when what it showed could not be written, be
   * it only its help: who reads the output must not take a part for the whole.
   */
  public static int run(Console console, String... arguments) {
    int exitCode = execute(console, arguments);
    boolean isWhole = console.complete();
    return exitCode == ExitCode.ALL_DONE && !isWhole ? ExitCode.CANNOT_WRITE : exitCode;
  }

  private static int execute(Console console, String... arguments) {
    try {
      CommandLine taskloom = on(console, arguments);
      int exitCode = taskloom.execute(arguments);
      taskloom.getOut().flush();
      return exitCode;
    } catch (StackOverflowError | OutOfMemoryError e) {
      // Not left to the JVM, which would end with 1.
      console.err().println("taskloom: out of memory (" + e + "): TASKLOOM_OPTS=-Xmx2g gives more");
      return ExitCode.INTERNAL_ERROR;
    }
  }

  /** The command line that shows what it does on a console. */
  private static CommandLine on(Console console, String... arguments) {
    ShortErrors errors = new ShortErrors(console.err());
    CommandLine taskloom = new CommandLine(new TaskloomCommand());
    commands(console, arguments).forEach(command -> taskloom.addSubcommand(command.get()));
    return taskloom
        .registerConverter(Path.class, new FilePath())
        // Not line by line: a reader that wants the first line alone must not break the pipe.
        .setOut(new PrintWriter(console.out(), false, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false)
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors);
  }

  /**
   * All commands; just the one that is asked for, or none, where that is clear: to find out by
   * reflection what a command understands takes a good part of a short make.
   */
  private static Collection<Supplier<Object>> commands(Console console, String... arguments) {
    if (arguments.length == 1 && VERSION.contains(arguments[0])) {
      return List.of();
    }
    Map<String, Supplier<Object>> all = new LinkedHashMap<>();
    all.put("make", () -> new MakeCommand(console));
    all.put("graph", () -> new GraphCommand(console));
    all.put("list", () -> new ListCommand(console));
    all.put("init", () -> new InitCommand(console));
    all.put("replay", () -> new ReplayCommand(console));
    all.put("report", ReportCommand::new);
    all.put("member", () -> new MemberCommand(console));
    Supplier<Object> one = arguments.length == 0 ? null : all.get(arguments[0]);
    if (one != null) {
      return List.of(one);
    }
    // These are about the others.
    all.put("generate-completion", CompletionCommand::new);
    all.put("generate-man-page", () -> new ManPageCommand(console));
    return all.values();
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "which command? There are make, list, graph, init, replay, report and member");
  }
}
