package io.github.taskloom.cli;

import io.github.taskloom.Explanation;
import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.Tasks;
import io.github.taskloom.cli.file.DurationText;
import io.github.taskloom.cli.file.InputException;
import io.github.taskloom.cli.file.Names;
import io.github.taskloom.cli.file.TaskEntry;
import io.github.taskloom.cli.file.TaskFile;
import io.github.taskloom.cli.file.TaskFileReader;
import io.github.taskloom.cli.file.TaskGraph;
import io.github.taskloom.cli.run.Making;
import io.github.taskloom.cli.run.Making.Report;
import io.github.taskloom.cli.shell.LogFolder;
import io.github.taskloom.cli.shell.Shell;
import io.github.taskloom.cli.show.Console;
import io.github.taskloom.cli.show.Display;
import io.github.taskloom.cli.show.LayerList;
import io.github.taskloom.cli.show.ResultTable;
import io.github.taskloom.cli.show.TaskResult;
import io.github.taskloom.cli.stop.Stop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code taskloom make}: runs the tasks of a file. */
@Command(
    name = "make",
    description = "Runs the tasks of a file, each when all that it needs is DONE.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = MakeHelp.TEXT)
final class MakeCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final MakeOptions options = new MakeOptions();
  @Mixin private final OrderOption order = new OrderOption();

  MakeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    TaskFile file = TaskFileReader.read(options.file);
    List<String> names = file.tasks().stream().map(TaskEntry::name).toList();
    Stop stop = new Stop();
    LogFolder logs = new LogFolder(logFolder(), names);
    Shell shell = new Shell(options.directory, logs, options.grace, stop);
    TaskGraph graph = TaskGraph.of(file, shell::run, shell.longestEnd());
    List<Task<?>> tasks = graph.making(options.targets);
    List<Task<?>> explained = graph.named(options.explained);
    DrawingFiles drawing = new DrawingFiles(options.dot, options.svg);

    if (options.dryRun) {
      LayerList.print(Tasks.layers(tasks), file, console.out());
      return ExitCode.ALL_DONE;
    }
    if (!Files.isDirectory(options.directory)) {
      throw new InputException(options.directory, "no such folder");
    }
    drawing.check();
    Report report = logs.during(() -> make(tasks, shell, logs, stop));
    ResultTable.print(report.results(), options.sort, console.out());
    ResultTable.printSummary(report.results(), report.elapsed(), console.out());
    tellTimeout(report);
    explained.forEach(this::explain);
    drawing.write(tasks);
    return ExitCode.of(report, stop);
  }

  private Report make(List<Task<?>> tasks, Shell shell, LogFolder logs, Stop stop) {
    try (Display display = Display.on(console, tasks.stream().map(Task::name).toList())) {
      if (options.track) {
        tasks.forEach(task -> track(task, display));
      }
      return new Making(
              how(shell), display::started, display::retried, result -> show(result, logs, display))
          .run(tasks, stop, () -> endLeftovers(shell, stop, display));
    }
  }

  private Make how(Shell shell) {
    Make make = Make.defaults().order(order.order).parallelism(options.jobs);
    if (options.timeout != null) {
      make = make.timeout(options.timeout).grace(shell.longestEnd());
    }
    return options.failFast ? make.failFast() : make;
  }

  private void tellTimeout(Report report) {
    Duration limit = options.timeout;
    if (limit != null
        && report.elapsed().compareTo(limit) >= 0
        && !report.results().stream().allMatch(TaskResult::isRight)) {
      console.out().println("the time of the run, " + DurationText.show(limit) + ", was up");
    }
  }

  private void explain(Task<?> task) {
    console.out().println();
    for (Explanation.Step step : Tasks.explain(task).steps()) {
      console.out().println(Names.shown(step.toString()));
    }
  }

  private static void track(Task<?> task, Display display) {
    String name = Names.shown(task.name());
    task.onTransition(
        transition ->
            display.line(
                "%s %s->%s->%s"
                    .formatted(
                        name,
                        transition.from(),
                        transition.event().name().toLowerCase(Locale.ROOT),
                        transition.to())));
  }

  private static void show(TaskResult result, LogFolder logs, Display display) {
    display.settled(result);
    if (result.state() == TaskState.FAILED && result.duration() != null) {
      try {
        display.output(result.name(), logs.log(result.name()));
      } catch (IOException e) {
        display.line("--- output of " + Names.quoted(result.name()) + " cannot be shown: " + e);
      }
    }
  }

  /** After a stop nothing is left, not even what a finished command had put in the background. */
  private static void endLeftovers(Shell shell, Stop stop, Display display) {
    if (stop.isRequested()) {
      List<ProcessHandle> left = shell.endAll();
      if (!left.isEmpty()) {
        display.line("--- could not be ended: process " + left);
      }
    }
  }

  private Path logFolder() {
    return options.logs == null ? LogFolder.defaultFor(options.file) : options.logs;
  }
}
