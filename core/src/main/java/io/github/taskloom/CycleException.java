package io.github.taskloom;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tasks require each other in a circle; nothing was run.
 *
 * @since 0.1.0
 */
public class CycleException extends TaskStateException {
  private static final long serialVersionUID = 1L;

  /** More names than this are left out of the middle of the message; the path has them all. */
  private static final int SHOWN = 1_000;

  /** Null after serialization: tasks live in their process. */
  private final transient @Nullable List<Task<?>> path;

  /**
   * A circle.
   *
   * @param path each task requires the next, the last one is the first again
   */
  public CycleException(List<? extends Task<?>> path) {
    super(path.getFirst(), "The tasks require each other in a circle: " + names(path));
    this.path = List.copyOf(path);
  }

  private static String names(List<? extends Task<?>> path) {
    if (path.size() <= SHOWN) {
      return path.stream().map(Task::name).collect(Collectors.joining(" -> "));
    }
    int half = SHOWN / 2;
    return names(path.subList(0, half))
        + " -> ("
        + (path.size() - SHOWN)
        + " more) -> "
        + names(path.subList(path.size() - half, path.size()));
  }

  /**
   * The circle: each task requires the next, the last one is the first again.
   *
   * @return the whole path; empty when the exception came out of serialization
   */
  public List<Task<?>> path() {
    return path == null ? List.of() : path;
  }
}
