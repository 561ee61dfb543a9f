package io.github.taskloom.internal.dot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Renders DOT text through Graphviz's {@code dot}. */
public final class Graphviz {
  private Graphviz() {}

  /**
   * Renders SVG. Text goes through files rather than pipes, so no size of graph can block either
   * side.
   *
   * @throws UncheckedIOException if {@code dot} is missing or refuses the text
   */
  public static String svg(String dot) {
    return svg("dot", dot);
  }

  static String svg(String program, String dot) {
    try {
      Path folder = Files.createTempDirectory("taskloom-dot");
      Path source = folder.resolve("graph.dot");
      Path target = folder.resolve("graph.svg");
      Path messages = folder.resolve("messages.txt");
      try {
        Files.writeString(source, dot);
        return render(program, source, target, messages);
      } finally {
        Files.deleteIfExists(source);
        Files.deleteIfExists(target);
        Files.deleteIfExists(messages);
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private static String render(String program, Path source, Path target, Path messages)
      throws IOException {
    Process process;
    try {
      process =
          new ProcessBuilder(program, "-Tsvg", "-Gcharset=utf8", source.toString())
              .redirectOutput(target.toFile())
              .redirectError(messages.toFile())
              .start();
    } catch (IOException e) {
      throw new IOException(
          "Graphviz is needed for SVG, but its program '"
              + program
              + "' was not found on the PATH; install it (apt install graphviz, brew install"
              + " graphviz, https://graphviz.org/download), or use the DOT text",
          e);
    }
    try {
      int exit = process.waitFor();
      if (exit != 0) {
        throw new IOException(
            program + " ended with exit status " + exit + ": " + Files.readString(messages));
      }
      return Files.readString(target, StandardCharsets.UTF_8);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while " + program + " was drawing", e);
    } finally {
      process.destroyForcibly();
    }
  }
}
