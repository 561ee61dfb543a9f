package io.github.taskloom.cli.command;

import io.github.taskloom.Task;
import io.github.taskloom.cli.file.InputException;
import io.github.taskloom.cli.file.TaskEntry;
import io.github.taskloom.cli.file.TaskFile;
import io.github.taskloom.cli.file.TaskFileReader;
import io.github.taskloom.cli.file.TaskGraph;
import io.github.taskloom.cli.option.MakeOptions;
import io.github.taskloom.cli.option.OrderOption;
import io.github.taskloom.cli.resume.Earlier;
import io.github.taskloom.cli.resume.Recording;
import io.github.taskloom.cli.resume.RunRecord;
import io.github.taskloom.cli.run.Making.Report;
import io.github.taskloom.cli.shell.LogFolder;
import io.github.taskloom.cli.shell.Shell;
import io.github.taskloom.cli.show.Console;
import io.github.taskloom.cli.show.LayerList;
import io.github.taskloom.cli.stop.Stop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    TaskGraph plan = TaskGraph.of(file, shell::run, shell.longestEnd());
    plan.making(options.targets); // throws, before anything is read or written
    plan.named(options.explained);
    RunRecord record = new RunRecord(logs.record(), file, options.directory);
    MakeNotes notes = new MakeNotes(options, console.out());
    DrawingFiles drawing = new DrawingFiles(options.dot, options.svg);

    if (options.dryRun) {
      TaskGraph graph = graph(plan, file, shell, earlier(record, plan, notes));
      LayerList.print(graph.making(options.targets), file, console.out());
      return ExitCode.ALL_DONE;
    }
    if (!Files.isDirectory(options.directory)) {
      throw new InputException(options.directory, "no such folder");
    }
    drawing.check();
    MakeRun run = new MakeRun(options, order.order, console, logs, shell, stop);
    Made made =
        logs.during(
            () -> {
              Earlier earlier = earlier(record, plan, notes);
              TaskGraph graph = graph(plan, file, shell, earlier);
              try (Recording recording = record.begin(earlier.done())) {
                Report report = run.make(graph.making(options.targets), recording);
                return new Made(graph, earlier, report, recording.isWhole());
              }
            });
    notes.tellEnd(made.report, made.isRecorded);
    for (Task<?> task : made.graph.named(options.explained)) {
      notes.explain(task, made.earlier);
    }
    drawing.write(made.graph.making(options.targets));
    return ExitCode.of(made.report, stop);
  }

  /** What is left when the logs are let go of. */
  private record Made(TaskGraph graph, Earlier earlier, Report report, boolean isRecorded) {}

  private Earlier earlier(RunRecord record, TaskGraph plan, MakeNotes notes) {
    if (!options.resume) {
      return Earlier.NOTHING;
    }
    Earlier earlier = record.read(plan.inOrder());
    notes.tellEarlier(earlier, record.path());
    return earlier;
  }

  /** The tasks as planned, or anew when some are DONE from the start. */
  private static TaskGraph graph(TaskGraph plan, TaskFile file, Shell shell, Earlier earlier) {
    return earlier.done().isEmpty()
        ? plan
        : TaskGraph.of(file, shell::run, shell.longestEnd(), earlier.done());
  }

  private Path logFolder() {
    return options.logs == null ? LogFolder.defaultFor(options.file) : options.logs;
  }
}
