package io.github.taskloom.cli.file;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A circle of tasks in a line that can be read: a long one is told by its length and both ends, for
 * the place that the line comes with is in the first of them.
 */
final class CircleText {
  private static final int MOST_NAMES = 12;
  private static final int AT_EACH_END = 4;

  private CircleText() {}

  /**
   * The sentence on a circle.
   *
   * @param path each needs the next, the last one is the first again
   */
  static String of(List<String> path) {
    int tasks = path.size() - 1;
    if (tasks <= MOST_NAMES) {
      return "tasks need each other in a circle: " + names(path);
    }
    return "%d tasks need each other in a circle: %s -> (%d more) -> %s"
        .formatted(
            tasks,
            names(path.subList(0, AT_EACH_END)),
            tasks + 1 - 2 * AT_EACH_END,
            names(path.subList(path.size() - AT_EACH_END, path.size())));
  }

  private static String names(List<String> names) {
    return names.stream().map(Names::brief).collect(Collectors.joining(" -> "));
  }
}
