package io.github.taskloom.cli.option;

import io.github.taskloom.cli.show.ResultTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What can be said after {@code taskloom make}. */
public final class MakeOptions {

  @Mixin private final FileOption file = new FileOption();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FILE",
      converter = FileOrTarget.Converter.class,
      description =
          "The task file, see below, in place of -f: a first argument that ends in .yaml or .yml, or"
              + " has a '/'.")
  private @Nullable FileOrTarget first;

  @Parameters(
      index = "1..*",
      paramLabel = "TARGET|NAME=VALUE",
      description =
          "The tasks to make, with all that they need. Default: what the file has as 'default', or"
              + " all its tasks. NAME=VALUE gives a value to a var of the file.")
  private List<String> more = new ArrayList<>();

  /** How many commands run at once, at the most. */
  @Option(
      names = {"-j", "--jobs"},
      paramLabel = "N",
      converter = PositiveCount.class,
      description = "Run at most N commands at once. Default: one per core.")
  public int jobs = Runtime.getRuntime().availableProcessors();

  /** How long the whole run may take; null for as long as it takes. */
  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = PositiveDuration.class,
      description =
          "How long the whole run may take, as in 250ms, 10m or 1h30m. Then nothing more is started,"
              + " and what runs is ended as by Ctrl-C and FAILED. Default: as long as it takes.")
  public @Nullable Duration timeout;

  /** How long clean-up tasks may take in a run that was stopped. */
  @Option(
      names = "--cleanup-timeout",
      paramLabel = "TIME",
      converter = PositiveDuration.class,
      description =
          "How long the tasks with 'if: always' may take in all after Ctrl-C, or when the time of the"
              + " run was up. Default: 30s.")
  public Duration cleanUpTimeout = Duration.ofSeconds(30);

  /** Names of tasks to explain after the run. */
  @Option(
      names = "--explain",
      paramLabel = "TASK",
      description =
          "After the run tell why this task is as it is, down to the task where that began."
              + " May be given several times.")
  public List<String> explained = new ArrayList<>();

  /** The run to go on from: its name, empty for the one that ended last, or null for none. */
  @Option(
      names = "--resume",
      paramLabel = "RUN",
      arity = "0..1",
      preprocessor = AttachedValue.class,
      description =
          "Go on from the run of this file that ended last, or from RUN, the name of its folder:"
              + " what was DONE in it is not run again, unless it or something that it needs has"
              + " changed or has to run again. See below.")
  public @Nullable String resume;

  /** Whether what is up to date is run, too. */
  @Option(
      names = "--force",
      description = "Run all that was asked for, also what is up to date (see inputs below).")
  public boolean force;

  /** Whether to stay and run again when inputs change. */
  @Option(
      names = {"-w", "--watch"},
      description =
          "Stay after the run, and run again what a changed input asks for (see inputs below);"
              + " a run that goes on is ended first. Ctrl-C ends.")
  public boolean watch;

  /** Whether nothing more is started once a task has ended and is not DONE. */
  @Option(
      names = "--fail-fast",
      description =
          "Start nothing more once a task has ended and is not DONE. Those that run are waited for.")
  public boolean failFast;

  /** Whether to print the layers in place of a run. */
  @Option(
      names = {"-n", "--dry-run"},
      description =
          "Run nothing, print the layers in which the tasks would run, with their commands.")
  public boolean dryRun;

  /** Whether to print every change of state. */
  @Option(
      names = "--track",
      description = "Print every change of state, as in 'fetch RUNNING->done->DONE'.")
  public boolean track;

  /** The order of the table at the end. */
  @Option(
      names = "--sort",
      paramLabel = "ORDER",
      description = "The order of the table at the end: file (default) or duration, longest first.")
  public ResultTable.Order sort = ResultTable.Order.FILE;

  @Option(
      names = {"-C", "--directory"},
      paramLabel = "DIR",
      description =
          "The folder in which commands run, and from which on a file is looked for where none is"
              + " named. Default: the folder of a file that was looked for, or else the current one.")
  private @Nullable Path directory;

  /** The folder for runs; null for that of the task file. */
  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = {
        "The folder in which runs are kept: scripts, their output and the record for --resume.",
        "Default: .taskloom beside the task file."
      })
  public @Nullable Path state;

  /** How long commands that are asked to end may take before they are killed. */
  @Option(
      names = "--grace",
      paramLabel = "SECONDS",
      converter = Seconds.class,
      description =
          "How long commands that are asked to end may take before they are killed. Default: 5.")
  public Duration grace = Duration.ofSeconds(5);

  /**
   * What is to be made.
   *
   * @throws io.github.taskloom.cli.file.InputException when no file is named and none is found
   */
  public MakeInput input() {
    return MakeInput.of(file, directory, first, more);
  }
}
