package io.github.taskloom.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.journal.JournalEntry.Outcome;
import io.github.taskloom.testing.Bounded;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** A process that opens a journal, records two entries, awaits the first and then is killed. */
final class OtherProcess implements AutoCloseable {
  static final JournalEntry ENTRY =
      new JournalEntry("awaited", "f", Outcome.DONE, 1, new byte[] {1, 2}, null, Instant.EPOCH);
  static final JournalEntry UNAWAITED =
      new JournalEntry("not awaited", "f", Outcome.DONE, 1, null, null, Instant.EPOCH);
  private static final String RECORDED = "recorded";

  private final Process process;
  private final BufferedReader output;

  private OtherProcess(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  /** In the process. */
  public static void main(String[] arguments) throws IOException {
    try {
      FileJournal journal = FileJournal.open(Path.of(arguments[0]));
      journal.await(journal.append(ENTRY));
      journal.append(UNAWAITED);
      System.out.println(RECORDED);
      int unused = System.in.read(); // until it is killed, or the test is
    } catch (JournalException refused) {
      System.out.println(refused.getMessage());
    }
  }

  static OtherProcess holding(Path journal) throws IOException, URISyntaxException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath =
        location(FileJournal.class) + File.pathSeparator + location(OtherProcess.class);
    return new OtherProcess(
        new ProcessBuilder(
                java,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                OtherProcess.class.getName(),
                journal.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT) // a JVM tells of its options there
            .start());
  }

  private static String location(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  void awaitRecorded() throws IOException {
    assertEquals(RECORDED, output.readLine());
  }

  /** What it said, when it has ended by itself. */
  String awaitEnd() throws IOException, InterruptedException {
    String said = output.readLine();
    assertTrue(process.waitFor(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS));
    return String.valueOf(said);
  }

  /** By force. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    assertTrue(process.waitFor(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS));
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    output.close();
  }
}
