package io.github.taskloom.cli.command;

import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.Task;
import io.github.taskloom.cli.estimate.Estimate;
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
import io.github.taskloom.cli.option.ShowOptions;
import io.github.taskloom.cli.output.OutputModes;
import io.github.taskloom.cli.report.RunEvents;
import io.github.taskloom.cli.resume.Definition;
import io.github.taskloom.cli.resume.RunRecord;
import io.github.taskloom.cli.run.Making.Report;
import io.github.taskloom.cli.secret.Secrets;
import io.github.taskloom.cli.shell.CommandEnvironment;
import io.github.taskloom.cli.shell.EnvironmentCheck;
import io.github.taskloom.cli.shell.ProgramCheck;
import io.github.taskloom.cli.shell.Shell;
import io.github.taskloom.cli.show.Console;
import io.github.taskloom.cli.state.RunFolder;
import io.github.taskloom.cli.state.StateFolder;
import io.github.taskloom.cli.watch.WatchedRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One run of {@code taskloom make}, from the task file as it is read to its end. What the file and
 * the options say is checked first, before anything is written.
 */
final class MakeOnce {
  private final MakeOptions options;
  private final ShowOptions show;
  private final Order order;
  private final Secrets secrets;
  private final Console console;
  private final WatchedRun run;
  private final @Nullable LivePage page;

  private final MakeInput input;
  private final Path base;
  private final TaskGraph all;
  private final RunPlan plan;
  private final MakeNotes notes;
  private final DrawingFiles drawing;
  private final ReportFiles reports;
  private final RunEvents events;
  private final StateFolder state;
  private final EarlierRun earlier;
  private final Forecast forecast;

  /**
   * Reads the task file.
   *
   * @param page shows the run, or null for none
   */
  MakeOnce(
      MakeOptions options,
      ShowOptions show,
      Order order,
      Console console,
      WatchedRun run,
      @Nullable LivePage page) {
    this.page = page;
    this.options = options;
    this.show = show;
    this.order = order;
    this.run = run;
    input = options.input();
    base = input.directory().toAbsolutePath();
    TaskFile whole =
        TaskFileReader.read(input.file(), Given.of(input.values(), CommandEnvironment.ofCaller()));
    secrets = Secrets.of(whole.secrets());
    if (page != null) {
      page.hide(secrets);
    }
    this.console = new Console(secrets.masking(console.out()), console.err(), console.width());
    all = graph(whole);
    List<Task<?>> unused = all.named(options.explained); // throws where there is no such task
    plan = RunPlan.of(whole, input.targets());
    notes = new MakeNotes(options, this.console.out());
    drawing = new DrawingFiles(show.dot, show.svg, show.mermaid);
    reports = new ReportFiles(show.reports, input.file(), secrets);
    events = reports.events();
    state = StateFolder.of(input.file(), options.state);
    earlier = EarlierRun.of(options, state, run.isFirst());
    forecast = new Forecast(plan.file(), state.successes(), base, this::definition);
  }

  /** Runs nothing, and tells what would run. */
  int dryRun() {
    List<Task<?>> planned = graph(plan.file()).named(plan.names());
    Set<Task<?>> before = earlier.wouldLeaveOut(planned, forecast, notes);
    new DryRun(planned, before, forecast, options.force).print(plan.file(), console.out());
    return ExitCode.ALL_DONE;
  }

  /** Runs the tasks; gives the exit code. */
  int run() {
    ensureMayStart();
    WatchedFiles watched = watched();
    TaskGraph graph;
    Report report;
    Optional<OutputException> unwritten;
    try (RunFolder folder = state.begin(all.names());
        RunRecord record = earlier.begin(folder)) {
      Shell shell = new Shell(input.directory(), folder, secrets, options.grace, run.stop());
      try (FreshWork fresh = freshWork(shell)) {
        graph =
            TaskGraph.of(
                plan.file(), new MaskedWork(fresh, secrets), shell.longestEnd(), this::definition);
        List<Task<?>> tasks = graph.named(plan.names());
        Set<String> stale = earlier.tellLeftOut(record, tasks, forecast, notes);
        run.begins(watched);
        report =
            new MakeRun(
                    options,
                    order,
                    OutputModes.of(plan.file(), show.output),
                    console,
                    estimate(),
                    this::told,
                    folder,
                    shell,
                    fresh,
                    run.stop())
                .make(tasks, plan.cleanUps(), record.journal(), stale, notes);
        unwritten = reports.write(report, tasks, folder, ExitCode.of(report, run.stop()), events);
        for (Task<?> task : graph.named(options.explained)) {
          notes.explain(task, report, fresh.verdict(task.name()));
        }
      }
    }
    drawing.write(graph.named(plan.names()));
    if (unwritten.isPresent()) {
      throw unwritten.get();
    }
    return ExitCode.of(report, run.stop());
  }

  private void ensureMayStart() {
    if (!Files.isDirectory(input.directory())) {
      throw new InputException(input.directory(), "no such folder");
    }
    ProgramCheck.check(plan.file(), plan.names());
    EnvironmentCheck.check(plan.file(), plan.names());
    drawing.check();
    reports.check();
  }

  private WatchedFiles watched() {
    WatchedFiles watched = new WatchedFiles(plan.file(), plan.names(), base, run.memory());
    if (options.watch && watched.tasks() == 0) {
      throw new InputException(
          plan.file().path(),
          "has no inputs among the tasks to make, so --watch has nothing to watch");
    }
    return watched;
  }

  /** The same make, which tells what happens to those who want to know. */
  private Make told(Make make) {
    Make told = events.told(make);
    return page == null ? told : page.shown(told);
  }

  private Estimate estimate() {
    return new Estimate(
        plan, options.jobs, order == Order.LAYERED, options.failFast, state.durations());
  }

  private FreshWork freshWork(Shell shell) {
    return new FreshWork(
        plan.file(),
        state.successes(),
        base,
        this::definition,
        shell::run,
        shell::ask,
        options.force && run.isFirst(),
        run.memory());
  }

  /** Of tasks that are looked at, and not run. */
  private TaskGraph graph(TaskFile file) {
    return TaskGraph.of(file, (task, script) -> true, Duration.ZERO, this::definition);
  }

  private String definition(TaskEntry task) {
    return Definition.of(task, input.file(), input.directory());
  }
}
