package io.github.taskloom.cli.command;

import io.github.taskloom.cli.run.Making.Report;
import io.github.taskloom.cli.show.TaskResult;
import io.github.taskloom.cli.stop.Stop;
import io.github.taskloom.cli.stop.StopSignal;

/** What the process ends with. */
final class ExitCode {
  static final int ALL_DONE = 0;
  static final int NOT_ALL_DONE = 1;
  static final int WRONG_INPUT = 2;

  /** A mistake in taskloom itself; the number that sysexits.h has for it. */
  static final int INTERNAL_ERROR = 70;

  /** Output, a drawing or a report is not whole; the number that sysexits.h has for it. */
  static final int CANNOT_WRITE = 74;

  private ExitCode() {}

  static int of(Report report, Stop stop) {
    boolean allDone = report.results().stream().allMatch(TaskResult::isRight);
    return stop.signal().map(StopSignal::exitCode).orElse(allDone ? ALL_DONE : NOT_ALL_DONE);
  }
}
