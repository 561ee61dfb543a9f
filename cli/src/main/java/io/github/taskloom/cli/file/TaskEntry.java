package io.github.taskloom.cli.file;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One task of a task file.
 *
 * @param name as written, any text but the empty one
 * @param position of the name
 * @param script the shell script that it runs, or null for a task that only groups others
 * @param needs the tasks that must be done before, as written
 * @param directory where the script runs, or null for the folder that the caller chose
 * @param environment added to the caller's environment, in the order of the file
 * @param description for people; empty when there is none
 */
public record TaskEntry(
    String name,
    Position position,
    @Nullable String script,
    List<Need> needs,
    @Nullable String directory,
    Map<String, String> environment,
    String description) {

  /** Copies the list and the map. */
  public TaskEntry {
    needs = List.copyOf(needs);
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }

  /**
   * The wish for another task to be done before.
   *
   * @param name the other task's name
   * @param position where it is written
   */
  public record Need(String name, Position position) {}
}
