package io.github.taskloom.cli.option;

import io.github.taskloom.cli.file.OutputMode;
import io.github.taskloom.cli.report.ReportTarget;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What can be said after {@code taskloom make} of what is seen of a run. */
public final class ShowOptions {

  /** How the output of tasks is shown that say nothing of it themselves. */
  @Option(
      names = "--output",
      paramLabel = "MODE",
      description =
          "How the output of tasks is shown: failed (default), that of a task that failed; grouped,"
              + " that of each task in one block when it ends; prefixed, each line as it comes, as"
              + " 'NAME | LINE'; live, as it comes. A task's own 'output' goes before this.")
  public OutputMode output = OutputMode.FAILED;

  /** The reports to write after the run. */
  @Option(
      names = "--report",
      paramLabel = "FORMAT=FILE",
      converter = ReportValue.class,
      description =
          "After the run, however it ended, write a report: html=FILE, a page with graph, timeline"
              + " and critical path; trace=FILE for https://ui.perfetto.dev; wfformat=FILE for"
              + " 'taskloom replay'; junit=FILE for CI servers; json=FILE for other programs. May be"
              + " given several times.")
  public List<ReportTarget> reports = new ArrayList<>();

  /** The port of the page that shows the run, empty for any; null for no page. */
  @Option(
      names = "--ui",
      paramLabel = "PORT",
      arity = "0..1",
      preprocessor = AttachedValue.class,
      description =
          "Show the run on a page while it goes on, on this machine alone: its address is told, with"
              + " a token, which may pause, stop and cancel. It stays until Ctrl-C; trying again on"
              + " it is a further run, as with --resume. --ui=PORT for a port of your own.")
  public @Nullable String ui;

  /** Where to write a drawing as DOT text; null for nowhere. */
  @Option(
      names = "--dot",
      paramLabel = "FILE",
      description = "After the run write a drawing with the states in colour, as DOT text.")
  public @Nullable Path dot;

  /** Where to write a drawing as SVG; null for nowhere. */
  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "The same drawing as SVG; needs Graphviz (dot).")
  public @Nullable Path svg;

  /** Where to write a drawing as Mermaid text; null for nowhere. */
  @Option(
      names = "--mermaid",
      paramLabel = "FILE",
      description = "The same drawing as Mermaid text, which GitHub shows in Markdown.")
  public @Nullable Path mermaid;
}
