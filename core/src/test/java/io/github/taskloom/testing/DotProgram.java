package io.github.taskloom.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Graphviz's own program, to read back what we write; tests that need it say when it is missing.
 */
public final class DotProgram {
  private DotProgram() {}

  /** Whether {@code dot} is on the PATH. */
  public static boolean isThere() {
    try {
      Process process =
          new ProcessBuilder("dot", "-V")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(2, TimeUnit.MINUTES) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Skips the calling test, and says so, where there is no {@code dot}. */
  public static void require() {
    if (!isThere()) {
      System.out.println("SKIPPED: Graphviz's program dot is not on the PATH");
      abort("Graphviz's program dot is not on the PATH");
    }
  }

  /** What {@code dot} makes of a text, in one of its formats; fails unless it is happy with it. */
  public static String render(String format, String text) throws Exception {
    Path source = Files.createTempFile("taskloom-test", ".dot");
    Path target = Files.createTempFile("taskloom-test", ".out");
    Path messages = Files.createTempFile("taskloom-test", ".txt");
    try {
      Files.writeString(source, text);
      Process process =
          new ProcessBuilder("dot", "-T" + format, "-Gcharset=utf8", source.toString())
              .redirectOutput(target.toFile())
              .redirectError(messages.toFile())
              .start();
      assertTrue(process.waitFor(2, TimeUnit.MINUTES), "dot has not ended in time");
      assertEquals(
          0,
          process.exitValue(),
          () -> "dot refuses a text of " + text.length() + ": " + content(messages));
      return Files.readString(target, StandardCharsets.UTF_8);
    } finally {
      Files.delete(source);
      Files.delete(target);
      Files.delete(messages);
    }
  }

  private static String content(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
