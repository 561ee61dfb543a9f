package io.github.taskloom.dashboard.internal.data;

import org.jspecify.annotations.Nullable;

/**
 * A make.
 *
 * @param number its own in its JVM
 * @param parent the make inside of which it ran
 * @param parentTask the task that called it
 * @param began when
 * @param ended when, if it has
 * @param stopped why nothing more was started, if it was stopped
 * @param stoppedAt when that was
 * @param paused whether nothing new starts at the moment
 * @param pauses when it was paused and resumed, in turn
 * @param goals the tasks that it was given
 * @param layers how many layers its tasks have
 * @param dropped how many of its events are missing
 */
public record MakeRow(
    long number,
    int parent,
    int parentTask,
    long began,
    long ended,
    @Nullable String stopped,
    long stoppedAt,
    boolean paused,
    Longs pauses,
    Ints goals,
    int layers,
    long dropped) {

  public boolean isOver() {
    return ended != RunData.UNKNOWN;
  }
}
