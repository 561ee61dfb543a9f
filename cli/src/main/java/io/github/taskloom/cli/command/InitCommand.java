package io.github.taskloom.cli.command;

import io.github.taskloom.cli.file.InputException;
import io.github.taskloom.cli.file.Names;
import io.github.taskloom.cli.file.TaskFileSearch;
import io.github.taskloom.cli.show.Console;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code taskloom init}: a first task file. */
@Command(
    name = "init",
    description =
        "Writes a first taskloom.yaml, which can be made as it is. Never over another file.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExample:%n",
    footer = "  taskloom init && taskloom make")
final class InitCommand implements Callable<Integer> {
  private static final String FIRST =
      """
      # The tasks of this folder. 'taskloom make' makes the default, 'taskloom make NAME' another,
      # 'taskloom list' lists them. All that a file can say: taskloom make --help
      default: check

      vars:
        NAME: world                 # taskloom make NAME=you

      tasks:
        hello: echo "hello $NAME" > hello.txt

        count:
          description: how many letters that are
          needs: hello
          run: wc -c < hello.txt

        check:
          description: all is as it should be
          needs: [hello, count]
          run: |
            test -s hello.txt
            cat hello.txt

        clean:
          description: leaves nothing behind
          run: rm -f hello.txt
      """;

  private final Console console;

  @Option(
      names = {"-C", "--directory"},
      paramLabel = "DIR",
      description = "The folder to write it to. Default: the current one.")
  private Path directory = Path.of("");

  InitCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    for (String name : TaskFileSearch.NAMES) {
      Path there = directory.resolve(name);
      if (Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
        throw alreadyThere(there);
      }
    }
    Path file = directory.resolve(TaskFileSearch.NAMES.getFirst());
    try {
      Files.writeString(file, FIRST, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw alreadyThere(file);
    } catch (IOException e) {
      throw new InputException(file, null, "cannot be written: " + e, e);
    }
    console
        .out()
        .println(
            "wrote %s: 'taskloom list' shows its tasks, 'taskloom make' runs them"
                .formatted(Names.shown(file.toString())));
    return ExitCode.ALL_DONE;
  }

  private static InputException alreadyThere(Path file) {
    return new InputException(file, "is there already, and stays as it is");
  }
}
