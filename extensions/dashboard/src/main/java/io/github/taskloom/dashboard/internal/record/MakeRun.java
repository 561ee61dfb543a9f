package io.github.taskloom.dashboard.internal.record;

import io.github.taskloom.Task;
import io.github.taskloom.dashboard.internal.data.Ints;
import io.github.taskloom.dashboard.internal.data.Longs;
import io.github.taskloom.dashboard.internal.data.MakeRow;
import io.github.taskloom.dashboard.internal.data.RunData;
import io.github.taskloom.event.MakeControl;
import io.github.taskloom.event.MakeEvent.MakeBegan;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A make that is recorded: guarded by the lock of its state. */
final class MakeRun {
  final long number;
  final long parentNumber;
  final long began;
  final int layers;
  Ints goals = new Ints();

  int index;
  int parent = RunData.NONE;
  int parentTask = RunData.NONE;
  long ended = RunData.UNKNOWN;
  @Nullable String stopped;
  long stoppedAt = RunData.UNKNOWN;
  boolean paused;

  /** When it was paused and resumed, in turn. */
  Longs pauses = new Longs();

  long dropped;

  /** When it was last changed, see {@link RunState#tick}. */
  int stamp;

  /** Older than those to keep: its rows go with the next that are taken out. */
  boolean isToDrop;

  /** While it runs: the rows of its tasks, and what attempts of them failed with at last. */
  TaskRows rows;

  final IdentityHashMap<Task<?>, Throwable> causes = new IdentityHashMap<>();
  int rowCount;

  /** The task inside of which it runs, until that one's make is known or this one has ended. */
  @Nullable Task<?> caller;

  /** While it runs. */
  @Nullable MakeControl control;

  /** What it was given, where those are to be kept beyond its end. */
  List<Task<?>> given = List.of();

  MakeRun(MakeBegan begin, long began, GraphWalk walk) {
    this.number = begin.make().number();
    this.parentNumber = begin.make().parent();
    this.caller = begin.make().parentTask();
    this.began = began;
    this.layers = walk.depth;
    this.control = begin.control();
    this.rows = walk.places;
  }

  MakeRow row() {
    return new MakeRow(
        number,
        parent,
        parentTask,
        began,
        ended,
        stopped,
        stoppedAt,
        paused,
        pauses.copy(),
        goals.copy(),
        layers,
        dropped);
  }
}
