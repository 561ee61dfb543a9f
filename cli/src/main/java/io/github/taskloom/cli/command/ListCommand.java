package io.github.taskloom.cli.command;

import io.github.taskloom.cli.file.TaskEntry;
import io.github.taskloom.cli.file.TaskFile;
import io.github.taskloom.cli.file.TaskFileReader;
import io.github.taskloom.cli.file.TaskGraph;
import io.github.taskloom.cli.option.FileOption;
import io.github.taskloom.cli.show.Console;
import io.github.taskloom.cli.show.TaskList;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code taskloom list}: what a task file has. */
@Command(
    name = "list",
    description = "Lists the tasks of a file: what they need, and what they are for.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {"  taskloom list", "  taskloom list nightly.yaml"})
final class ListCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final FileOption file = new FileOption();

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The task file in place of -f, see 'taskloom make --help'.")
  private @Nullable Path argument;

  @Option(names = "--names", description = "Just the names, a line each; those of two lines not.")
  private boolean justNames;

  ListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    TaskFile read = TaskFileReader.read(file.file(argument, null, Path.of("")));
    TaskGraph unused = TaskGraph.of(read, (task, script) -> true); // throws what make would throw
    if (justNames) {
      read.tasks().stream()
          .map(TaskEntry::name)
          .filter(name -> name.codePoints().noneMatch(Character::isISOControl))
          .forEach(console.out()::println);
    } else {
      TaskList.print(read, console.out());
    }
    return ExitCode.ALL_DONE;
  }
}
