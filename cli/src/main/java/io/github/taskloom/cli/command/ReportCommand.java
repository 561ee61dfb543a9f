package io.github.taskloom.cli.command;

import io.github.taskloom.cli.file.InputException;
import io.github.taskloom.cli.option.FileOption;
import io.github.taskloom.cli.option.ReportValue;
import io.github.taskloom.cli.report.KeptRun;
import io.github.taskloom.cli.report.ReportTarget;
import io.github.taskloom.cli.report.RunReport;
import io.github.taskloom.cli.secret.Secrets;
import io.github.taskloom.cli.state.StateFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code taskloom report}: reports of an earlier run. */
@Command(
    name = "report",
    description = {
      "Writes reports of an earlier run of a task file, by what that has kept in its folder:",
      "those of 'make --report'. When tasks were ready, and in which thread they ran, was not kept:"
          + " a task counts as ready when all that it needs had ended."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  taskloom report --report html=run.html",
      "  taskloom report 2026-11-27_12-00-00 -f nightly.yaml --report trace=run.trace"
    })
final class ReportCommand implements Callable<Integer> {

  @Mixin private final FileOption file = new FileOption();

  @Parameters(
      arity = "0..1",
      paramLabel = "RUN",
      description = "The name of the folder of the run. Default: the run that ended last.")
  private @Nullable String run;

  @Option(
      names = "--report",
      paramLabel = "FORMAT=FILE",
      required = true,
      converter = ReportValue.class,
      description =
          "What to write: html=FILE, trace=FILE, wfformat=FILE, junit=FILE or json=FILE. May be"
              + " given several times.")
  private List<ReportTarget> reports = new ArrayList<>();

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "The folder in which runs are kept. Default: .taskloom beside the task file.")
  private @Nullable Path state;

  @Override
  public Integer call() {
    Path taskFile = file.file(null, null, Path.of(""));
    Path kept = StateFolder.of(taskFile, state).report(run);
    ReportFiles files = new ReportFiles(reports, taskFile, Secrets.of(List.of()));
    files.check();
    Optional<OutputException> unwritten = files.write(read(kept));
    if (unwritten.isPresent()) {
      throw unwritten.get();
    }
    return ExitCode.ALL_DONE;
  }

  private static RunReport read(Path kept) {
    try {
      return KeptRun.read(kept);
    } catch (IOException e) {
      throw new InputException(kept, null, String.valueOf(e.getMessage()), e);
    }
  }
}
