package io.github.taskloom.cli.command;

import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.cli.file.FailureText;
import io.github.taskloom.cli.file.InputException;
import io.github.taskloom.cli.report.KeptRun;
import io.github.taskloom.cli.report.ReportTarget;
import io.github.taskloom.cli.report.RunEvents;
import io.github.taskloom.cli.report.RunReport;
import io.github.taskloom.cli.report.RunReport.TaskReport;
import io.github.taskloom.cli.report.RunReport.Try;
import io.github.taskloom.cli.run.Making.Report;
import io.github.taskloom.cli.secret.Secrets;
import io.github.taskloom.cli.show.TaskResult;
import io.github.taskloom.cli.state.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The reports of a run in files.
 *
 * @param file the task file
 * @param secrets what they may not have
 */
record ReportFiles(List<ReportTarget> targets, Path file, Secrets secrets) {

  /**
   * Looks whether they can be written, before anything is run.
   *
   * @throws InputException when one of them cannot
   */
  void check() {
    Set<Path> files = new HashSet<>();
    for (ReportTarget target : targets) {
      target.check();
      if (!files.add(target.file().toAbsolutePath().normalize())) {
        throw new InputException(target.file(), "is named for two reports");
      }
    }
  }

  /** What a run has to keep for them. */
  RunEvents events() {
    return new RunEvents(
        targets.stream().anyMatch(target -> target.format().isOfEvents()), secrets::masked);
  }

  /**
   * Writes all that can be written.
   *
   * @param tasks those of the report, in its order
   * @param events what was kept for them
   * @return what kept one from being written
   */
  Optional<OutputException> write(
      Report report, List<Task<?>> tasks, RunFolder folder, int exitCode, RunEvents events) {
    RunReport run =
        new RunReport(
            file, report.began(), report.elapsed(), exitCode, tasks(report, tasks, folder), events);
    keep(run, folder);
    return write(run);
  }

  /** For reports that are asked for later: without it there are none, and the run has gone well. */
  private void keep(RunReport run, RunFolder folder) {
    if (folder.wasTakenAway()) {
      return;
    }
    Path file = folder.report();
    try {
      KeptRun.write(run, secrets::masked, file, folder.unfinished(file));
    } catch (IOException e) {
      // 'taskloom report' says that it is not there.
    }
  }

  /**
   * Writes those of a run that can be written.
   *
   * @return what kept one from being written
   */
  Optional<OutputException> write(RunReport run) {
    OutputException failure = null;
    for (ReportTarget target : targets) {
      try {
        target.write(run);
      } catch (IOException e) {
        failure =
            new OutputException(
                new InputException(target.file(), null, "cannot be written: " + e, e));
      }
    }
    return Optional.ofNullable(failure);
  }

  private List<TaskReport> tasks(Report report, List<Task<?>> tasks, RunFolder folder) {
    List<TaskReport> reports = new ArrayList<>();
    for (int at = 0; at < tasks.size(); at++) {
      Task<?> task = tasks.get(at);
      TaskResult known = report.results().get(at);
      TaskResult result = known.withWhy(secrets.masked(known.why()));
      Instant started = result.duration() == null ? null : report.started().get(task.name());
      boolean hasRun = result.duration() != null;
      Path log = folder.log(task.name());
      reports.add(
          new TaskReport(
              result,
              started,
              hasRun ? task.attempt() : 0,
              hasRun && Files.exists(log) ? log : null,
              task.prerequisites().stream().map(Task::name).toList(),
              started == null ? List.of() : tries(task, started, result)));
    }
    return reports;
  }

  /** The engine keeps those of tasks under a rule; any other one has a single attempt. */
  private List<Try> tries(Task<?> task, Instant started, TaskResult result) {
    Duration duration = result.duration();
    if (task.attempts().isEmpty() && duration != null) {
      TaskState state = result.isAllowed() ? TaskState.DONE : result.state();
      return List.of(new Try(task.attempt(), started, duration, state, result.why()));
    }
    return task.attempts().stream()
        .map(
            it ->
                new Try(
                    it.number(),
                    it.start(),
                    it.duration(),
                    it.state(),
                    it.cause() == null ? "" : secrets.masked(FailureText.of(it.cause()))))
        .toList();
  }
}
