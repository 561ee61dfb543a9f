package io.github.taskloom.cli.command;

import io.github.taskloom.Task;
import io.github.taskloom.cli.file.InputException;
import io.github.taskloom.cli.file.TaskEntry;
import io.github.taskloom.cli.file.TaskFile;
import io.github.taskloom.cli.file.TaskFileReader;
import io.github.taskloom.cli.file.TaskGraph;
import io.github.taskloom.cli.option.MakeOptions;
import io.github.taskloom.cli.option.OrderOption;
import io.github.taskloom.cli.resume.Definition;
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
import java.util.Set;
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
    TaskGraph graph =
        TaskGraph.of(
            file, shell::run, shell.longestEnd(), task -> Definition.of(task, options.directory));
    List<Task<?>> tasks = graph.making(options.targets);
    List<Task<?>> explained = graph.named(options.explained);
    MakeNotes notes = new MakeNotes(options, console.out());
    DrawingFiles drawing = new DrawingFiles(options.dot, options.svg);

    if (options.dryRun) {
      LayerList.print(tasks, before(tasks, file, logs, notes), file, console.out());
      return ExitCode.ALL_DONE;
    }
    if (!Files.isDirectory(options.directory)) {
      throw new InputException(options.directory, "no such folder");
    }
    drawing.check();
    MakeRun run = new MakeRun(options, order.order, console, logs, shell, stop);
    Report report =
        logs.during(
            () -> {
              try (RunRecord record = record(file, logs)) {
                if (options.resume) {
                  notes.tellEarlier(record, tasks);
                }
                return run.make(tasks, record.journal(), notes);
              }
            });
    explained.forEach(task -> notes.explain(task, report));
    drawing.write(tasks);
    return ExitCode.of(report, stop);
  }

  private RunRecord record(TaskFile file, LogFolder logs) {
    return options.resume
        ? RunRecord.resume(logs.record(), file)
        : RunRecord.begin(logs.record(), file);
  }

  /** What a run would leave out. */
  private Set<Task<?>> before(List<Task<?>> tasks, TaskFile file, LogFolder logs, MakeNotes notes) {
    if (!options.resume) {
      return Set.of();
    }
    if (Files.notExists(logs.record())) {
      notes.tellNoRecord(logs.record());
      return Set.of();
    }
    try (RunRecord record = RunRecord.resume(logs.record(), file)) {
      return notes.tellEarlier(record, tasks);
    }
  }

  private Path logFolder() {
    return options.logs == null ? LogFolder.defaultFor(options.file) : options.logs;
  }
}
