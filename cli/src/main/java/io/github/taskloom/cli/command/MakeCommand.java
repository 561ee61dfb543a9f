package io.github.taskloom.cli.command;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.cli.file.Given;
import io.github.taskloom.cli.file.InputException;
import io.github.taskloom.cli.file.RunPlan;
import io.github.taskloom.cli.file.TaskEntry;
import io.github.taskloom.cli.file.TaskFile;
import io.github.taskloom.cli.file.TaskFileReader;
import io.github.taskloom.cli.file.TaskGraph;
import io.github.taskloom.cli.fresh.Forecast;
import io.github.taskloom.cli.fresh.FreshWork;
import io.github.taskloom.cli.fresh.WatchedFiles;
import io.github.taskloom.cli.option.MakeInput;
import io.github.taskloom.cli.option.MakeOptions;
import io.github.taskloom.cli.option.OrderOption;
import io.github.taskloom.cli.option.ShowOptions;
import io.github.taskloom.cli.output.OutputModes;
import io.github.taskloom.cli.resume.Definition;
import io.github.taskloom.cli.resume.HiddenEntries;
import io.github.taskloom.cli.resume.RunLook;
import io.github.taskloom.cli.resume.RunRecord;
import io.github.taskloom.cli.run.Making.Report;
import io.github.taskloom.cli.shell.CommandEnvironment;
import io.github.taskloom.cli.shell.EnvironmentCheck;
import io.github.taskloom.cli.shell.ProgramCheck;
import io.github.taskloom.cli.shell.Shell;
import io.github.taskloom.cli.show.Console;
import io.github.taskloom.cli.state.RunFolder;
import io.github.taskloom.cli.state.StateFolder;
import io.github.taskloom.cli.stop.Stop;
import io.github.taskloom.cli.watch.Watch;
import io.github.taskloom.cli.watch.WatchedRun;
import io.github.taskloom.journal.Journal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code taskloom make}: runs the tasks of a file. */
@Command(
    name = "make",
    description = "Runs the tasks of a file, each when all that it needs is DONE.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = MakeHelp.TEXT)
final class MakeCommand implements Callable<Integer> {
  private final Console console;

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  @Mixin private final MakeOptions options = new MakeOptions();
  @Mixin private final ShowOptions show = new ShowOptions();
  @Mixin private final OrderOption order = new OrderOption();

  MakeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (options.force && options.resume != null) {
      throw new ParameterException(
          spec.commandLine(),
          "--force runs all, --resume leaves out what was DONE: use one of them");
    }
    return options.watch && !options.dryRun
        ? new Watch(options.input().file(), console.out()).run(this::once)
        : once(WatchedRun.once());
  }

  private int once(WatchedRun run) {
    MakeInput input = options.input();
    TaskFile whole =
        TaskFileReader.read(input.file(), Given.of(input.values(), CommandEnvironment.ofCaller()));
    TaskGraph checked = graph(whole, input, (task, script) -> true, Duration.ZERO);
    List<Task<?>> unused = checked.named(options.explained); // throws, before anything is written
    RunPlan plan = RunPlan.of(whole, input.targets());
    TaskFile file = plan.file();
    List<Task<?>> planned =
        graph(file, input, (task, script) -> true, Duration.ZERO).named(plan.names());
    MakeNotes notes = new MakeNotes(options, console.out());
    DrawingFiles drawing = new DrawingFiles(show.dot, show.svg, show.mermaid);
    ReportFiles reports = new ReportFiles(show.reports, input.file());
    StateFolder state = StateFolder.of(input.file(), options.state);
    Optional<Path> earlier = run.isFirst() ? earlier(state) : Optional.empty();
    Path base = input.directory().toAbsolutePath();
    Function<TaskEntry, String> definition =
        task -> Definition.of(task, input.file(), input.directory());
    Forecast forecast = new Forecast(file, state.successes(), base, definition);

    if (options.dryRun) {
      Set<Task<?>> before = before(earlier, planned, state, forecast, notes);
      new DryRun(planned, before, forecast, options.force).print(file, console.out());
      return ExitCode.ALL_DONE;
    }
    if (!Files.isDirectory(input.directory())) {
      throw new InputException(input.directory(), "no such folder");
    }
    ProgramCheck.check(file, plan.names());
    EnvironmentCheck.check(file, plan.names());
    drawing.check();
    reports.check();
    Stop stop = run.stop();
    WatchedFiles watched = new WatchedFiles(file, plan.names(), base, run.memory());
    if (options.watch && watched.tasks() == 0) {
      throw new InputException(
          file.path(), "has no inputs among the tasks to make, so --watch has nothing to watch");
    }
    TaskGraph graph;
    Report report;
    Optional<OutputException> unwritten;
    try (RunFolder folder = state.begin(checked.names());
        RunRecord record =
            earlier.isPresent()
                ? RunRecord.resume(earlier.get(), folder.record())
                : RunRecord.begin(folder.record())) {
      Shell shell = new Shell(input.directory(), folder, options.grace, stop);
      try (FreshWork fresh =
          new FreshWork(
              file,
              state.successes(),
              base,
              definition,
              shell::run,
              shell::ask,
              options.force && run.isFirst(),
              run.memory())) {
        graph = graph(file, input, fresh, shell.longestEnd());
        List<Task<?>> tasks = graph.named(plan.names());
        Set<String> stale = Set.of();
        if (options.resume != null && run.isFirst()) {
          stale = stale(record.journal(), tasks, forecast);
          Journal before = new HiddenEntries(record.journal(), stale);
          notes.tellEarlier(earlier.isPresent(), before, tasks, state.path());
        }
        run.begins(watched);
        report =
            new MakeRun(
                    options,
                    order.order,
                    OutputModes.of(file, show.output),
                    console,
                    folder,
                    shell,
                    fresh,
                    stop)
                .make(tasks, plan.cleanUps(), record.journal(), stale, notes);
        unwritten = reports.write(report, tasks, folder, ExitCode.of(report, stop));
        for (Task<?> task : graph.named(options.explained)) {
          notes.explain(task, report, fresh.verdict(task.name()));
        }
      }
    }
    drawing.write(graph.named(plan.names()));
    if (unwritten.isPresent()) {
      throw unwritten.get();
    }
    return ExitCode.of(report, stop);
  }

  private TaskGraph graph(TaskFile file, MakeInput input, TaskGraph.Work work, Duration grace) {
    return TaskGraph.of(
        file, work, grace, task -> Definition.of(task, input.file(), input.directory()));
  }

  /** Those of which files have changed since an earlier run has DONE them. */
  private static Set<String> stale(Journal journal, List<Task<?>> tasks, Forecast forecast) {
    return forecast.stale(Make.defaults().journal(journal).preview(tasks));
  }

  /** The record that is gone on from. */
  private Optional<Path> earlier(StateFolder state) {
    if (options.resume == null) {
      return Optional.empty();
    }
    return options.resume.isEmpty()
        ? state.lastRecord()
        : Optional.of(state.record(options.resume));
  }

  /** What a run would leave out. */
  private Set<Task<?>> before(
      Optional<Path> earlier,
      List<Task<?>> tasks,
      StateFolder state,
      Forecast forecast,
      MakeNotes notes) {
    if (options.resume == null) {
      return Set.of();
    }
    if (earlier.isEmpty()) {
      notes.tellNoRun(state.path());
      return Set.of();
    }
    try (RunLook look = RunRecord.look(earlier.get())) {
      Set<String> stale = stale(look.journal(), tasks, forecast);
      Journal before = new HiddenEntries(look.journal(), stale);
      return notes.tellEarlier(true, before, tasks, state.path());
    }
  }
}
