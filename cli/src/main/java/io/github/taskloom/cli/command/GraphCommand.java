package io.github.taskloom.cli.command;

import io.github.taskloom.Task;
import io.github.taskloom.Tasks;
import io.github.taskloom.cli.file.RunPlan;
import io.github.taskloom.cli.file.TaskFile;
import io.github.taskloom.cli.file.TaskFileReader;
import io.github.taskloom.cli.file.TaskGraph;
import io.github.taskloom.cli.option.FileOption;
import io.github.taskloom.cli.show.Console;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code taskloom graph}: the drawing without a run. */
@Command(
    name = "graph",
    description = "Draws the tasks of a file without running them: DOT text to standard output.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  taskloom graph",
      "  taskloom graph nightly.yaml",
      "  taskloom graph nightly.yaml --svg nightly.svg"
    })
final class GraphCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final FileOption file = new FileOption();

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The task file in place of -f, see 'taskloom make --help'.")
  private @Nullable Path argument;

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "Write an SVG drawing to this file instead; needs Graphviz (dot).")
  private @Nullable Path svg;

  @Option(
      names = "--mermaid",
      paramLabel = "FILE",
      description = "Write the drawing as Mermaid text to this file instead.")
  private @Nullable Path mermaid;

  GraphCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    TaskFile read = TaskFileReader.read(file.file(argument, null, Path.of("")));
    TaskGraph checked = TaskGraph.of(read, (task, script) -> true);
    List<Task<?>> tasks =
        TaskGraph.of(RunPlan.ofAll(read).file(), (task, script) -> true).named(checked.names());
    if (svg == null && mermaid == null) {
      console.out().print(Tasks.toDot(tasks));
    } else {
      DrawingFiles drawing = new DrawingFiles(null, svg, mermaid);
      drawing.check();
      drawing.write(tasks);
    }
    return ExitCode.ALL_DONE;
  }
}
