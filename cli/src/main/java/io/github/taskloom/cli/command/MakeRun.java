package io.github.taskloom.cli.command;

import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.Task;
import io.github.taskloom.cli.estimate.Estimate;
import io.github.taskloom.cli.estimate.RemainingTime;
import io.github.taskloom.cli.file.Names;
import io.github.taskloom.cli.fresh.FreshWork;
import io.github.taskloom.cli.option.MakeOptions;
import io.github.taskloom.cli.output.OutputModes;
import io.github.taskloom.cli.output.TaskOutput;
import io.github.taskloom.cli.resume.HiddenEntries;
import io.github.taskloom.cli.resume.Recording;
import io.github.taskloom.cli.run.CleanUp;
import io.github.taskloom.cli.run.Making;
import io.github.taskloom.cli.run.Making.Report;
import io.github.taskloom.cli.shell.Shell;
import io.github.taskloom.cli.show.Console;
import io.github.taskloom.cli.show.Display;
import io.github.taskloom.cli.show.FailureList;
import io.github.taskloom.cli.show.HeldOutput;
import io.github.taskloom.cli.show.ResultTable;
import io.github.taskloom.cli.show.TaskResult;
import io.github.taskloom.cli.state.RunFolder;
import io.github.taskloom.cli.stop.Stop;
import io.github.taskloom.journal.FileJournal;
import io.github.taskloom.journal.Journal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The making itself, with what is shown and recorded of it while it goes on.
 *
 * @param options how
 * @param order in which order
 * @param modes how the output of tasks is shown
 * @param console where it is shown
 * @param estimate how long it takes
 * @param told gives a make that tells what happens
 * @param folder has what commands printed
 * @param shell has what was started
 * @param fresh runs what is not up to date
 * @param stop may be asked for meanwhile
 */
record MakeRun(
    MakeOptions options,
    Order order,
    OutputModes modes,
    Console console,
    Estimate estimate,
    UnaryOperator<Make> told,
    RunFolder folder,
    Shell shell,
    FreshWork fresh,
    Stop stop) {

  private static final int FIRST = 1;

  /**
   * Makes tasks, and tells how it ended.
   *
   * @param tasks pending ones, with all that they need among them
   * @param cleanUps the names of those that come last
   * @param journal has those that are DONE from the start, and is told what becomes of the others
   * @param stale those that it has, and that are not DONE from the start
   */
  Report make(
      List<Task<?>> tasks,
      Set<String> cleanUps,
      FileJournal journal,
      Set<String> stale,
      MakeNotes notes) {
    Recording recording;
    Report report;
    long began = System.nanoTime();
    HeldOutput held = new HeldOutput(console.out());
    RemainingTime left = estimate.begin(() -> stop.isRequested() || isTimeUp(began));
    try (Display display =
            display(held.on(console), tasks.stream().map(Task::name).toList(), left);
        TaskOutput output = new TaskOutput(modes, folder, display)) {
      shell.tellTerminal(
          () -> {
            display.hold();
            held.hold();
          },
          () -> {
            held.release();
            display.release();
          });
      fresh.tellTo(display::line, name -> output.started(name, FIRST));
      if (options.track) {
        tasks.forEach(task -> track(task, display));
      }
      recording =
          new Recording(
              journal, (task, e) -> display.line(MakeNotes.notRecorded(folder.record(), task, e)));
      Journal before = new HiddenEntries(recording, stale);
      CleanUp cleanUp =
          new CleanUp(
              tasks.stream().filter(task -> cleanUps.contains(task.name())).toList(),
              usual().journal(before).around(output::during),
              options.cleanUpTimeout,
              () -> isTimeUp(began),
              begins -> display.line(notes.cleanUp(begins)));
      report =
          new Making(
                  how().journal(before).around(output::during),
                  (name, attempt) -> tellStart(name, attempt, output),
                  display::retried,
                  output::settled)
              .run(tasks, cleanUp, stop, () -> endLeftovers(display, began));
      output.showRest(report.results());
    }
    recording.close();
    estimate.end(learned(report), folder.unfinished(estimate.file()));
    ResultTable.print(report.results(), options.sort, console.out());
    // On a terminal it stands a little above, with nothing else between.
    if (!console.isTerminal() || !modes.showOnlyFailures()) {
      FailureList.print(report.results(), folder::log, console.out());
    }
    notes.tellEnd(report, recording.isWhole());
    if (!report.results().stream().allMatch(TaskResult::isRight)) {
      notes.tellLeftBehind(shell.leftBehind());
    }
    if (folder.wasTakenAway()) {
      notes.tellTakenAway(folder.path(), recording.isWhole());
    }
    return report;
  }

  private void tellStart(String name, int attempt, TaskOutput output) {
    if (attempt > FIRST || !fresh.tellsStartOf(name)) {
      output.started(name, attempt);
    }
  }

  private Display display(Console shown, List<String> tasks, RemainingTime left) {
    return modes.areLive() && shown.isTerminal()
        ? Display.linesOn(shown, tasks)
        : Display.on(shown, tasks, left);
  }

  /** How long those took that have run well. */
  private static Map<String, Duration> learned(Report report) {
    Map<String, Duration> learned = new HashMap<>();
    for (TaskResult result : report.results()) {
      Duration duration = result.duration();
      if (duration != null && result.isRight()) {
        learned.put(result.name(), duration);
      }
    }
    return learned;
  }

  private Make usual() {
    return told.apply(Make.defaults().order(order).parallelism(options.jobs));
  }

  private Make how() {
    Make make = usual();
    if (options.timeout != null) {
      make = make.timeout(options.timeout).abandonAfter(shell.longestEnd());
    }
    return options.failFast ? make.failFast() : make;
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

  /**
   * After a stop, or when the time of the run was up, nothing is left, not even what a finished
   * command had put in the background.
   */
  private void endLeftovers(Display display, long began) {
    if (stop.isRequested() || isTimeUp(began)) {
      List<ProcessHandle> left = shell.endAll();
      if (!left.isEmpty()) {
        display.line("--- could not be ended: process " + left);
      }
    }
  }

  private boolean isTimeUp(long began) {
    return options.timeout != null && System.nanoTime() - began >= options.timeout.toNanos();
  }
}
