package io.github.taskloom.cli.file;

import java.util.Map;

/**
 * What the caller gives to a task file.
 *
 * @param values of vars, by name, as said on the command line
 * @param environment that the caller has
 * @param isForRun whether tasks are to be run; who only looks at them needs no file with values
 */
public record Given(Map<String, String> values, Map<String, String> environment, boolean isForRun) {
  /** For who only looks at the tasks. */
  static final Given NOTHING = new Given(Map.of(), Map.of(), false);

  /** Copies the maps. */
  public Given {
    values = Map.copyOf(values);
    environment = Map.copyOf(environment);
  }

  /** For a run. */
  public static Given of(Map<String, String> values, Map<String, String> environment) {
    return new Given(values, environment, true);
  }
}
