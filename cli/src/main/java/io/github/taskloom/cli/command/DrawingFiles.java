package io.github.taskloom.cli.command;

import io.github.taskloom.Task;
import io.github.taskloom.Tasks;
import io.github.taskloom.cli.file.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The drawings of tasks in files, as DOT, as SVG and as Mermaid. */
record DrawingFiles(@Nullable Path dot, @Nullable Path svg, @Nullable Path mermaid) {

  /**
   * Looks whether they can be drawn, before anything is run for the sake of it.
   *
   * @throws InputException when a file cannot be written or Graphviz is missing
   */
  void check() {
    if (dot != null) {
      prepare(dot);
    }
    if (mermaid != null) {
      prepare(mermaid);
    }
    if (svg != null) {
      prepare(svg);
      svg(svg, List.of());
    }
  }

  /**
   * Draws the tasks in their present states.
   *
   * @throws OutputException when a file cannot be written, which {@link #check} could not know
   */
  void write(Collection<Task<?>> tasks) {
    if (dot != null) {
      write(dot, Tasks.toDot(tasks));
    }
    if (mermaid != null) {
      write(mermaid, MermaidText.of(tasks));
    }
    if (svg != null) {
      write(svg, svg(svg, tasks));
    }
  }

  private static void prepare(Path file) {
    if (Files.isDirectory(file)) {
      throw new InputException(file, "is a folder, the drawing needs a file");
    }
    Path folder = file.toAbsolutePath().getParent();
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
    if (!Files.isWritable(Files.exists(file) ? file : folder)) {
      throw new InputException(file, "cannot be written: permission denied");
    }
  }

  private static String svg(Path file, Collection<Task<?>> tasks) {
    try {
      return Tasks.toSvg(tasks);
    } catch (RuntimeException e) {
      throw new InputException(file, null, "cannot be drawn: " + e.getMessage(), e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new OutputException(cannotWrite(file, e));
    }
  }

  private static InputException cannotWrite(Path file, IOException e) {
    return new InputException(file, null, "cannot be written: " + e, e);
  }
}
