package io.github.taskloom.cli.stop;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jline.utils.Signals;

/** A signal that asks this process to end. */
public enum StopSignal {
  /** The terminal was closed. */
  HUP(1),
  /** Ctrl-C. */
  INT(2),
  /** Plain {@code kill}. */
  TERM(15);

  private static final Duration LONGEST_DEATH = Duration.ofSeconds(5);

  private final int number;

  StopSignal(int number) {
    this.number = number;
  }

  /** The one that a process has ended by, if its exit code says so. */
  public static Optional<StopSignal> of(int exitCode) {
    return Stream.of(values()).filter(signal -> signal.exitCode() == exitCode).findFirst();
  }

  /**
   * From now on they end this process as they end any other one, where it does nothing about them;
   * the JVM would exit with a number in place of that. One that is ignored stays so.
   */
  public static void endAsUsual() {
    for (StopSignal signal : values()) {
      Object unused = Signals.registerDefault(signal.name());
    }
  }

  /**
   * Ends this process by the signal itself: a shell that runs it in a loop ends the loop, as it
   * would for any other program. Returns if that cannot be done.
   */
  public void endProcess() {
    String command = "kill -" + name() + " " + ProcessHandle.current().pid();
    try {
      ProcessBuilder kill = new ProcessBuilder("sh", "-c", command);
      kill.environment().clear(); // it is none of those that are looked for, as what this run left
      if (kill.start().waitFor() == 0) {
        Thread.sleep(LONGEST_DEATH); // on its way
      }
    } catch (IOException | InterruptedException e) {
      // The exit code tells the same.
    }
  }

  /** What a shell reports for a process that this signal ended: 130 for Ctrl-C. */
  public int exitCode() {
    return 128 + number;
  }
}
