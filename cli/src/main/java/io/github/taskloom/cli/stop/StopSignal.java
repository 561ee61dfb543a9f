package io.github.taskloom.cli.stop;

/** A signal that asks this process to end. */
public enum StopSignal {
  /** The terminal was closed. */
  HUP(1),
  /** Ctrl-C. */
  INT(2),
  /** Plain {@code kill}. */
  TERM(15);

  private final int number;

  StopSignal(int number) {
    this.number = number;
  }

  /** What a shell reports for a process that this signal ended: 130 for Ctrl-C. */
  public int exitCode() {
    return 128 + number;
  }
}
