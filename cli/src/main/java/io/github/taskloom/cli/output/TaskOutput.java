package io.github.taskloom.cli.output;

import io.github.taskloom.Task;
import io.github.taskloom.cli.file.Names;
import io.github.taskloom.cli.file.OutputMode;
import io.github.taskloom.cli.show.Display;
import io.github.taskloom.cli.show.LogExcerpt;
import io.github.taskloom.cli.show.TaskResult;
import io.github.taskloom.cli.state.RunFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What tasks print, on a display, each in its mode. All that a command has printed when it ends is
 * shown before the line that tells how its task ended.
 */
public final class TaskOutput implements AutoCloseable {
  private final OutputModes modes;
  private final RunFolder folder;
  private final Display display;
  private final LogFollower follower;

  /** Tasks that were told. By one thread at a time. */
  private final Set<String> settled = new HashSet<>();

  /**
   * @param folder has what commands print
   */
  public TaskOutput(OutputModes modes, RunFolder folder, Display display) {
    this.modes = modes;
    this.folder = folder;
    this.display = display;
    this.follower = new LogFollower(display);
    if (modes.modes().values().stream().anyMatch(OutputMode::isFollowed)) {
      follower.start();
    }
  }

  /** Tells that an attempt starts, in the thread that runs it. What runs no command just ends. */
  public void started(String task, int attempt) {
    if (modes.runsCommand(task)) {
      display.started(task, attempt);
    }
  }

  /** Does the work of an attempt while its output is shown, in the thread that runs it. */
  public @Nullable Object during(Task<?> task, Callable<? extends @Nullable Object> work)
      throws Exception {
    String name = task.name();
    OutputMode mode = modes.mode(name);
    if (!modes.runsCommand(name) || !mode.isFollowed()) {
      return work.call();
    }
    boolean isByLine = mode == OutputMode.PREFIXED || !display.takesParts();
    ByteSink sink = mode == OutputMode.PREFIXED ? new PrefixedLines(name) : new LiveBytes(isByLine);
    FollowedLog log =
        new FollowedLog(folder.log(name), follower.shown(name), sink, display, isByLine);
    follower.follow(name, log);
    try {
      return work.call();
    } finally {
      follower.finish(name, log);
    }
  }

  /** Tells how a task ended, with what is shown only then. By one thread at a time. */
  public void settled(TaskResult result) {
    settled.add(result.name());
    OutputMode mode = modes.mode(result.name());
    if (mode == OutputMode.GROUPED) {
      showBlock(result);
    }
    display.settled(result);
    if (mode == OutputMode.FAILED && result.hasFailed()) {
      show(result.name(), LogExcerpt::print);
    }
  }

  /** Shows what is left of tasks that were not told, since the run was stopped. */
  public void showRest(List<TaskResult> results) {
    for (TaskResult result : results) {
      if (modes.mode(result.name()) == OutputMode.GROUPED && settled.add(result.name())) {
        showBlock(result);
      }
    }
  }

  private void showBlock(TaskResult result) {
    if (modes.runsCommand(result.name()) && result.duration() != null) {
      show(result.name(), LogExcerpt::printWhole);
    }
  }

  /** Prints a log, in one of the ways to do so. */
  @FunctionalInterface
  private interface Excerpt {
    void print(String task, Path log, PrintStream out) throws IOException;
  }

  private void show(String task, Excerpt excerpt) {
    Path log = folder.log(task);
    if (Files.notExists(log) && folder.wasTakenAway()) {
      display.line("--- the output of " + Names.quoted(task) + " was taken away");
    }
    try {
      display.print(out -> excerpt.print(task, log, out));
    } catch (IOException e) {
      display.line("--- output of " + Names.quoted(task) + " cannot be shown: " + e);
    }
  }

  @Override
  public void close() {
    follower.close();
  }
}
