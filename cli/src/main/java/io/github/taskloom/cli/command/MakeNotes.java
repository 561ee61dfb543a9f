package io.github.taskloom.cli.command;

import io.github.taskloom.Explanation;
import io.github.taskloom.Make;
import io.github.taskloom.Preview;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.Tasks;
import io.github.taskloom.cli.file.AllowedFailure;
import io.github.taskloom.cli.file.DurationText;
import io.github.taskloom.cli.file.Names;
import io.github.taskloom.cli.fresh.Verdict;
import io.github.taskloom.cli.option.MakeOptions;
import io.github.taskloom.cli.run.Making.Report;
import io.github.taskloom.cli.show.ResultSummary;
import io.github.taskloom.cli.show.TaskResult;
import io.github.taskloom.journal.Journal;
import io.github.taskloom.journal.JournalException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@code taskloom make} tells before the first task and after the last. */
record MakeNotes(MakeOptions options, PrintStream out) {
  private static final int MOST_NAMES = 5;

  /**
   * What there is to resume, as far as the lines of the tasks do not tell it.
   *
   * @return the tasks that are DONE by earlier runs, and need not run again
   */
  Set<Task<?>> tellEarlier(boolean isKnown, Journal journal, List<Task<?>> tasks, Path state) {
    if (!isKnown) {
      tellNoRun(state);
    }
    List<String> changed = new ArrayList<>();
    Set<Task<?>> before = new HashSet<>();
    for (Preview preview : Make.defaults().journal(journal).preview(tasks)) {
      if (!preview.runs()) {
        before.add(preview.task());
      } else if (preview.reason() == Preview.Reason.CHANGED) {
        changed.add(Names.quoted(preview.task().name()));
      }
    }
    if (!changed.isEmpty()) {
      out.println(
          changed.stream()
              .limit(MOST_NAMES)
              .collect(
                  Collectors.joining(
                      ", ", "changed since DONE, so run again: ", more(changed.size()))));
    }
    out.flush();
    return before;
  }

  /** That all is run, and why. */
  void tellNoRun(Path state) {
    out.println(
        "nothing to resume, so all is run: there is no earlier run in "
            + Names.shown(state.toString()));
  }

  private static String more(int names) {
    return names <= MOST_NAMES ? "" : " and " + (names - MOST_NAMES) + " more";
  }

  /** The sum, and what is to be known beside it. */
  void tellEnd(Report report, boolean isRecorded) {
    ResultSummary.print(report.results(), report.elapsed(), out);
    boolean isRight = report.results().stream().allMatch(TaskResult::isRight);
    Duration limit = options.timeout;
    if (limit != null && report.elapsed().compareTo(limit) >= 0 && !isRight) {
      out.println("the time of the run, " + DurationText.show(limit) + ", was up");
    }
    if (!isRight && isRecorded && report.results().stream().anyMatch(MakeNotes::isDone)) {
      out.println("--resume goes on from here: what is DONE is not run again");
    }
    if (options.resume != null && report.results().stream().allMatch(MakeNotes::isLeftAlone)) {
      out.println(
          "all was DONE before, so nothing was run; without --resume what is not up to date is run");
    }
    if (report.results().stream().allMatch(TaskResult::isUpToDate)) {
      out.println("all is up to date, so nothing was run; --force runs it all the same");
    }
  }

  /** That clean-up has a limit from now on, or that it is over. */
  String cleanUp(boolean begins) {
    String limit = DurationText.show(options.cleanUpTimeout);
    return begins
        ? "--- cleaning up, for at most " + limit + "; Ctrl-C once more ends that, too"
        : "--- the time to clean up, " + limit + ", was up";
  }

  /** What commands have left in the background, and still runs. */
  void tellLeftBehind(List<ProcessHandle> left) {
    if (!left.isEmpty()) {
      out.println(
          left.stream()
              .limit(MOST_NAMES)
              .map(MakeNotes::shown)
              .collect(
                  Collectors.joining(
                      ", ", "left in the background, and still running: ", more(left.size()))));
    }
  }

  private static String shown(ProcessHandle process) {
    String program = process.info().command().map(path -> " (" + path + ")").orElse("");
    return "process " + process.pid() + Names.shown(program);
  }

  /** That a task removed the folder of the run, as git clean does. */
  void tellTakenAway(Path run, boolean isRecorded) {
    out.println(
        "the folder of this run, "
            + Names.shown(run.toString())
            + ", was taken away while it went on: earlier output is gone"
            + (isRecorded ? ", the record for --resume was written anew" : ""));
  }

  private static boolean isDone(TaskResult result) {
    return result.state() == TaskState.DONE;
  }

  private static boolean isLeftAlone(TaskResult result) {
    return result.isBefore() || result.isSkipped();
  }

  /**
   * Why a task is as it is.
   *
   * @param verdict whether it had anything to do, where that was asked
   */
  void explain(Task<?> task, Report report, Optional<Verdict> verdict) {
    out.println();
    if (verdict.isPresent()) {
      out.println(Names.shown(task.name() + " " + verdict.get().told()));
      if (verdict.get().isUpToDate()) {
        return;
      }
    }
    if (report.results().stream().anyMatch(it -> it.isBefore() && it.name().equals(task.name()))) {
      out.println(Names.shown(task.name()) + " is DONE: by an earlier run");
      return;
    }
    Optional<String> allowed = AllowedFailure.of(task);
    if (allowed.isPresent()) {
      out.println(
          Names.shown(task.name() + " is FAILED: " + allowed.get() + ", which it was allowed"));
      return;
    }
    for (Explanation.Step step : Tasks.explain(task).steps()) {
      out.println(Names.shown(step.toString()));
    }
  }

  /** The line for a record that ends too early. */
  static String notRecorded(Path record, String task, JournalException e) {
    Throwable why = e.getCause() == null ? e : e.getCause();
    return "--- %s: cannot be written (%s), so --resume would run %s again, and what ends after it"
        .formatted(
            Names.shown(record.toString()),
            Names.shown(String.valueOf(why.getMessage())),
            Names.quoted(task));
  }
}
