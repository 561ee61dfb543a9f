package io.github.taskloom.cli.shell;

import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A value in the environment of every process that a run or a task starts. A process inherits it
 * from the one that started it, so even one that detached itself from its parent is known by it.
 *
 * <p>A run is marked {@code 5d1f0c2a}, its fourth task {@code 5d1f0c2a.4}. A run that is itself
 * started by that task is marked {@code 5d1f0c2a.4/77e01b93}, so the run that ends the outer task
 * finds the processes of the inner run.
 */
record ProcessMark(String value) {
  static final String VARIABLE = "TASKLOOM_TASK";

  private static final HexFormat HEX = HexFormat.of();

  /** A mark for a new run in a process that has this environment. */
  static ProcessMark ofNewRun(Map<String, String> environment) {
    String run = HEX.toHexDigits(ThreadLocalRandom.current().nextInt());
    @Nullable String outer = environment.get(VARIABLE);
    return new ProcessMark(outer == null ? run : outer + "/" + run);
  }

  /** The mark of one task of this run. */
  ProcessMark ofTask(int number) {
    return new ProcessMark(value + "." + number);
  }

  /**
   * The mark of a process.
   *
   * @param environment as in /proc/PID/environ: variables that each end with a NUL character
   * @return the mark, or null if it has none
   */
  static @Nullable ProcessMark in(String environment) {
    String start = "\0" + VARIABLE + "=";
    String variables = "\0" + environment + "\0";
    int at = variables.indexOf(start);
    if (at < 0) {
      return null;
    }
    int value = at + start.length();
    return new ProcessMark(variables.substring(value, variables.indexOf('\0', value)));
  }

  /** Whether a process with the other mark is of this run or task, or of a run inside it. */
  boolean isAround(ProcessMark other) {
    return other.value.equals(value)
        || other.value.startsWith(value + ".")
        || other.value.startsWith(value + "/");
  }
}
