package io.github.taskloom.cli.shell;

import io.github.taskloom.cli.file.Interpreter;
import io.github.taskloom.cli.file.Names;
import io.github.taskloom.cli.file.TaskEntry;
import io.github.taskloom.cli.state.RunFolder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts the processes of commands, each in a session of its own, but for interactive ones.
 *
 * <p>All methods may be called from any thread, many at once.
 */
final class CommandStart {
  private static final File EMPTY = new File("/dev/null");

  private static final String ON_TERMINAL = "(interactive: what it prints goes to the terminal)\n";

  private final Path directory;
  private final RunFolder files;
  private final AttemptHeaders headers = new AttemptHeaders();

  /**
   * @param directory where commands run, and what a task's {@code dir} is relative to
   */
  CommandStart(Path directory, RunFolder files) {
    // Absolute: the JDK starts no process in the folder that has the empty name.
    this.directory = directory.toAbsolutePath();
    this.files = files;
  }

  /** Starts the script of a task. */
  Process start(TaskEntry task, String script, ProcessMark mark)
      throws CommandException, IOException {
    Path log = files.log(task.name());
    boolean isInteractive = task.execution().isInteractive();
    try {
      Interpreter interpreter = task.execution().interpreter();
      Path written = files.writeScript(task.name(), script, interpreter.extension());
      Path own = directory(task);
      headers.write(task, log);
      ProcessBuilder builder = new ProcessBuilder().directory(own.toFile());
      if (isInteractive) {
        Files.writeString(log, ON_TERMINAL, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        builder.inheritIO();
      } else {
        // All attempts in one file, whose end is where each of them writes.
        printsTo(builder, ProcessBuilder.Redirect.appendTo(log.toFile()));
      }
      prepare(builder, task, mark);
      List<String> words = new ArrayList<>(interpreter.words());
      words.set(0, Programs.resolve(words.getFirst(), own, builder.environment()));
      words.add(written.toString());
      builder.command(isInteractive ? words : OwnSession.of(words));
      return builder.start();
    } catch (IOException e) {
      // It printed nothing, since there was no it: no log then, not an empty one.
      boolean unused = log.toFile().length() == 0 && log.toFile().delete();
      throw e;
    }
  }

  /** Starts a script of {@code sh -e}; what it prints is not kept. */
  Process startQuestion(TaskEntry task, String script, ProcessMark mark)
      throws CommandException, IOException {
    ProcessBuilder builder =
        new ProcessBuilder(OwnSession.of(List.of("sh", "-e", "-c", script)))
            .directory(directory(task).toFile());
    printsTo(builder, ProcessBuilder.Redirect.DISCARD);
    prepare(builder, task, mark);
    return builder.start();
  }

  private static void printsTo(ProcessBuilder builder, ProcessBuilder.Redirect output) {
    builder.redirectInput(EMPTY).redirectErrorStream(true).redirectOutput(output);
  }

  private static void prepare(ProcessBuilder builder, TaskEntry task, ProcessMark mark)
      throws CommandException {
    CommandEnvironment.restoreCallers(builder.environment());
    builder.environment().putAll(CommandEnvironment.added(task, mark));
  }

  private Path directory(TaskEntry task) throws CommandException {
    if (task.directory() == null) {
      return directory;
    }
    // Looked at only now: an earlier task may have made it.
    String problem = "dir " + Names.quoted(task.directory()) + " is no folder";
    try {
      Path chosen = directory.resolve(task.directory());
      if (!Files.isDirectory(chosen)) {
        throw new CommandException(problem);
      }
      return chosen;
    } catch (InvalidPathException e) {
      throw new CommandException(problem, e);
    }
  }
}
