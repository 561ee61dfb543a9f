package io.github.taskloom.benchmarks.measure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A JVM that runs one of the other main classes, read line by line with a limit. */
public final class ChildJvm implements AutoCloseable {
  private static final String END = "\0";

  private final Process process;
  private final Path errors;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  /** Starts it on the class path of this JVM. */
  public ChildJvm(Path jdk, List<String> jvmArguments, Class<?> main, List<String> arguments)
      throws IOException {
    errors = Files.createTempFile("taskloom-compare", ".log");
    List<String> command = new ArrayList<>();
    command.add(jdk.resolve("bin").resolve("java").toString());
    command.addAll(jvmArguments);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    Thread.ofVirtual().start(this::read);
  }

  private void read() {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      reader.lines().forEach(lines::add);
    } catch (IOException | UncheckedIOException e) {
      lines.add("lost its output: " + e.getMessage());
    } finally {
      lines.add(END);
    }
  }

  /**
   * The next line; null at the end.
   *
   * @throws CutOffException if it takes longer; the process is killed then
   */
  public @Nullable String line(Duration limit) throws InterruptedException, CutOffException {
    String line = lines.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
    if (line == null) {
      process.destroyForcibly();
      throw new CutOffException();
    }
    return line.equals(END) ? null : line;
  }

  /** The last line that it wrote to its standard error, and its exit code. */
  public String lastWords() throws IOException, InterruptedException {
    int code = process.waitFor();
    List<String> said = Files.readAllLines(errors);
    return "exit code " + code + (said.isEmpty() ? "" : ", " + said.getLast());
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    Files.deleteIfExists(errors);
  }

  /** A line took longer than its limit. */
  public static final class CutOffException extends Exception {
    private static final long serialVersionUID = 1L;
  }
}
