package io.github.taskloom.cli.option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The task file, where it is run, and what of it.
 *
 * @param file the task file
 * @param directory the folder in which commands run
 * @param targets names of tasks; empty for the default
 * @param values of vars, by name
 */
public record MakeInput(
    Path file, Path directory, List<String> targets, Map<String, String> values) {
  private static final Path CURRENT = Path.of("");

  /** Copies the list and the map. */
  public MakeInput {
    targets = List.copyOf(targets);
    values = Map.copyOf(values);
  }

  /**
   * What was said, and where no file was, the one that is found.
   *
   * @param directory as said, or null
   * @param first the first word, or null
   * @param more all other words
   * @throws io.github.taskloom.cli.file.InputException when no file is named and none is found
   */
  static MakeInput of(
      FileOption file, @Nullable Path directory, @Nullable FileOrTarget first, List<String> more) {
    Path argument = first == null || file.isNamed() ? null : first.file();
    boolean isFound = argument == null && !file.isNamed();
    Path start = directory == null ? CURRENT : directory;
    Path chosen = file.file(argument, first == null ? null : first.text(), start);

    List<String> words = new ArrayList<>(more);
    if (first != null && argument == null) {
      words.addFirst(first.text());
    }
    List<String> targets = new ArrayList<>();
    Map<String, String> values = new HashMap<>();
    for (String word : words) {
      int end = word.indexOf('=');
      if (end < 0) {
        targets.add(word);
      } else {
        values.put(word.substring(0, end), word.substring(end + 1));
      }
    }
    Path beside = isFound && directory == null ? chosen.getParent() : start;
    return new MakeInput(chosen, beside == null ? CURRENT : beside, targets, values);
  }
}
