package io.github.taskloom.cli.shell;

import io.github.taskloom.cli.file.Interpreter;
import io.github.taskloom.cli.file.Names;
import io.github.taskloom.cli.file.TaskEntry;
import io.github.taskloom.cli.secret.MaskedLog;
import io.github.taskloom.cli.secret.Secrets;
import io.github.taskloom.cli.state.RunFolder;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
  private final Secrets secrets;
  private final AttemptHeaders headers = new AttemptHeaders();

  /**
   * A process that was started.
   *
   * @param log what it prints to; null where that is no log, or the log itself
   */
  record Started(Process process, @Nullable MaskedLog log) {
    /**
     * It has ended: what it has printed is in its log when this returns.
     *
     * @return why some of it is not; null if all is
     */
    @Nullable IOException end() {
      return log == null ? null : log.end();
    }
  }

  /**
   * @param directory where commands run, and what a task's {@code dir} is relative to
   */
  CommandStart(Path directory, RunFolder files, Secrets secrets) {
    // Absolute: the JDK starts no process in the folder that has the empty name.
    this.directory = directory.toAbsolutePath();
    this.files = files;
    this.secrets = secrets;
  }

  /** Starts the script of a task. */
  Started start(TaskEntry task, String script, ProcessMark mark)
      throws CommandException, IOException {
    Path log = files.log(task.name());
    boolean isInteractive = task.execution().isInteractive();
    MaskedLog masked = null;
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
        masked = secrets.areNone() ? null : MaskedLog.begin(log, secrets);
        // All attempts in one file, whose end is where each of them writes.
        printsTo(builder, Redirect.appendTo(masked == null ? log.toFile() : masked.pipe()));
      }
      prepare(builder, task, mark);
      List<String> words = new ArrayList<>(interpreter.words());
      words.set(0, Programs.resolve(words.getFirst(), own, builder.environment()));
      words.add(written.toString());
      builder.command(isInteractive ? words : OwnSession.of(words));
      return new Started(builder.start(), masked);
    } catch (IOException | CommandException e) {
      if (masked != null) {
        IOException unused = masked.end();
      }
      // It printed nothing, since there was no it: no log then, not an empty one.
      boolean unused = log.toFile().length() == 0 && log.toFile().delete();
      throw e;
    } finally {
      if (masked != null) {
        masked.forget();
      }
    }
  }

  /** Starts a script of {@code sh -e}; what it prints is not kept. */
  Started startQuestion(TaskEntry task, String script, ProcessMark mark)
      throws CommandException, IOException {
    ProcessBuilder builder =
        new ProcessBuilder(OwnSession.of(List.of("sh", "-e", "-c", script)))
            .directory(directory(task).toFile());
    printsTo(builder, Redirect.DISCARD);
    prepare(builder, task, mark);
    return new Started(builder.start(), null);
  }

  private static void printsTo(ProcessBuilder builder, Redirect output) {
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
