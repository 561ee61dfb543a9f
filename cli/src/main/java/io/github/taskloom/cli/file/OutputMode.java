package io.github.taskloom.cli.file;

import java.util.Locale;

/** When and how the output of a task is shown; it is kept in the folder of the run in any case. */
public enum OutputMode {
  /** When the task has failed. */
  FAILED,
  /** When the task has ended, in one block. */
  GROUPED,
  /** Line by line as it comes, each with the name of the task before it. */
  PREFIXED,
  /** As it comes. */
  LIVE;

  /** Whether it is shown while the task goes on. */
  public boolean isFollowed() {
    return this == PREFIXED || this == LIVE;
  }

  /** As it is written. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
