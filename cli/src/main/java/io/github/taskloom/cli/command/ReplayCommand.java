package io.github.taskloom.cli.command;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.cli.option.HandOutOptions;
import io.github.taskloom.cli.option.OrderOption;
import io.github.taskloom.cli.option.PositiveNumber;
import io.github.taskloom.cli.replay.Replay;
import io.github.taskloom.cli.replay.ReplayReport;
import io.github.taskloom.cli.replay.SimulatedReplay;
import io.github.taskloom.cli.replay.Workflow;
import io.github.taskloom.cli.replay.WorkflowReader;
import io.github.taskloom.cli.run.CleanUp;
import io.github.taskloom.cli.run.Making;
import io.github.taskloom.cli.run.Making.Report;
import io.github.taskloom.cli.show.Console;
import io.github.taskloom.cli.show.Display;
import io.github.taskloom.cli.show.ResultSummary;
import io.github.taskloom.cli.stop.Stop;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code taskloom replay}: a recorded execution once more, asleep. */
@Command(
    name = "replay",
    description = {
      "Replays a recorded execution of a workflow (WfCommons WfFormat 1.5, JSON): every task sleeps"
          + " for its recorded time on a virtual thread of its own, when all tasks before it are"
          + " done.",
      "Prints how long that took beside what is possible: the critical path, which no schedule"
          + " beats; layer by layer, which takes --order layered: each layer waits for the"
          + " slowest task of the one before; the sum of all times.",
      "With --members it runs nothing, and tells what its hand-out to members of a cluster by one"
          + " caller would come to: the least time that any hand-out takes, how far the slots are"
          + " in use, and for how long the caller works while a slot is free, so that more members"
          + " would not help."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  taskloom replay epigenomics-chameleon-hep-1seq-100k-001.json --speedup 100",
      "  taskloom replay atacseq-dirt02-001.json --members 1000 --copies 40000"
    })
final class ReplayCommand implements Callable<Integer> {
  private final Console console;

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Parameters(paramLabel = "FILE", description = "The recorded execution.")
  private Path file;

  @Option(
      names = "--speedup",
      paramLabel = "N",
      converter = PositiveNumber.class,
      description = "Divide all recorded times by this number, 0.000001 or more. Default: 1.")
  private double speedup = 1;

  @Mixin private final OrderOption order = new OrderOption();

  @ArgGroup(
      exclusive = false,
      heading =
          "%nNothing is run, but its hand-out to members of a cluster simulated, where there is"
              + " --members:%n")
  private @Nullable HandOutOptions handOut;

  ReplayCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Workflow workflow = WorkflowReader.read(file);
    if (handOut != null) {
      SimulatedReplay.of(file, workflow, speedup, handOut.copies(), handOut.handOut(order.order))
          .print(console.out());
      return ExitCode.ALL_DONE;
    }
    Replay replay = Replay.of(file, workflow, speedup);
    Replay.warmUp();
    Stop stop = new Stop();
    Report report;
    try (Display display =
        Display.barOn(console, replay.tasks().stream().map(Task::name).toList())) {
      report =
          new Making(
                  Make.defaults().order(order.order),
                  display::started,
                  display::retried,
                  display::settled)
              .run(replay.tasks(), CleanUp.NONE, stop, () -> {});
    }
    if (ExitCode.of(report, stop) == ExitCode.ALL_DONE) {
      new ReplayReport(workflow, replay, speedup, report.makespan()).print(console.out());
    } else {
      ResultSummary.print(report.results(), report.elapsed(), console.out());
    }
    return ExitCode.of(report, stop);
  }
}
