package io.github.taskloom.cli.command;

import io.github.taskloom.Task;
import io.github.taskloom.Tasks;
import io.github.taskloom.cli.file.TaskFileReader;
import io.github.taskloom.cli.file.TaskGraph;
import io.github.taskloom.cli.show.Console;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code taskloom graph}: the drawing without a run. */
@Command(
    name = "graph",
    description = "Draws the tasks of a file without running them: DOT text to standard output.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {"  taskloom graph nightly.yaml", "  taskloom graph nightly.yaml --svg nightly.svg"})
final class GraphCommand implements Callable<Integer> {
  private final Console console;

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Parameters(paramLabel = "FILE", description = "The task file, see 'taskloom make --help'.")
  private Path file;

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "Write an SVG drawing to this file instead; needs Graphviz (dot).")
  private @Nullable Path svg;

  GraphCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<Task<?>> tasks = TaskGraph.of(TaskFileReader.read(file), (task, script) -> {}).all();
    if (svg == null) {
      console.out().print(Tasks.toDot(tasks));
    } else {
      DrawingFiles drawing = new DrawingFiles(null, svg);
      drawing.check();
      drawing.write(tasks);
    }
    return ExitCode.ALL_DONE;
  }
}
