package io.github.taskloom.internal.plan;

import java.util.List;

/** A cycle; the path begins and ends with the same node, each requiring the next. */
public final class CycleFound extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Object> path;

  CycleFound(List<Object> path) {
    super("cycle of " + (path.size() - 1), null, false, false);
    this.path = path;
  }

  /** The nodes of the cycle. */
  public List<Object> path() {
    return path;
  }
}
