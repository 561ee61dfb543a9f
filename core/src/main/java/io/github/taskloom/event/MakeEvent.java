package io.github.taskloom.event;

import io.github.taskloom.CancelledException;
import io.github.taskloom.PrerequisiteException;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that has happened in a make. Times are of {@link System#nanoTime}; {@link #time} is the
 * time of day. What is told of a task, in this order:
 *
 * <pre>
 *   TaskReady        where its turn comes; again where what it requires was opened again meanwhile
 *   TaskQueued       each time that it is given to an executor
 *   AttemptStarted   then AttemptEnded: each attempt that this make runs
 *   TaskSettled      once; again where it is retried after that, and settles again
 * </pre>
 *
 * <p>A task that another make runs, or a thread by hand, has no attempt here, and one that had
 * settled before the make has no event at all. Events hold their tasks: who keeps those keeps the
 * graph.
 *
 * @since 0.1.0
 */
public sealed interface MakeEvent {

  /**
   * Of which make.
   *
   * @return the same object for all events of a make
   */
  MakeId make();

  /**
   * When it happened.
   *
   * @return nanoseconds, by {@link System#nanoTime}
   */
  long nanos();

  /**
   * When it happened.
   *
   * @return by the time of day, see {@link MakeId#time}
   */
  default Instant time() {
    return make().time(nanos());
  }

  /**
   * A make has been planned, and nothing has run yet.
   *
   * @param make which
   * @param nanos when
   * @param goals the tasks that it was given
   * @param tasks how many tasks it is to settle, goals and what they require; without those that
   *     have settled
   * @param edges how many times one of these requires another one
   * @param layers how many layers they have: the longest chain of them
   * @param control pauses the make, lets it go on, stops it
   */
  record MakeBegan(
      MakeId make,
      long nanos,
      List<Task<?>> goals,
      int tasks,
      long edges,
      int layers,
      MakeControl control)
      implements MakeEvent {
    /** Copies the list. */
    public MakeBegan {
      goals = List.copyOf(goals);
    }
  }

  /**
   * The turn of a task has come: all that it requires has settled, and in the layered order the
   * layers before it have. That may turn out to keep it from running; then it settles next.
   *
   * @param make which
   * @param nanos when
   * @param task the task
   */
  record TaskReady(MakeId make, long nanos, Task<?> task) implements MakeEvent {}

  /**
   * A task was given to the executor of its make.
   *
   * @param make which
   * @param nanos when
   * @param task the task
   */
  record TaskQueued(MakeId make, long nanos, Task<?> task) implements MakeEvent {}

  /**
   * An attempt begins: the function is called next, unless a stop comes before it.
   *
   * @param make which
   * @param nanos when
   * @param task the task
   * @param attempt its number, from 1 on
   * @param readySince since when the task was ready, by {@link System#nanoTime}
   * @param threadId the {@linkplain Thread#threadId() id} of the thread that calls the function
   * @param threadName its name; empty for most virtual threads
   */
  record AttemptStarted(
      MakeId make,
      long nanos,
      Task<?> task,
      int attempt,
      long readySince,
      long threadId,
      String threadName)
      implements MakeEvent {}

  /**
   * An attempt has ended, with its callbacks.
   *
   * @param make which
   * @param nanos when
   * @param task the task
   * @param attempt its number, from 1 on
   * @param startedNanos when it started, by {@link System#nanoTime}
   * @param state how it ended: DONE, FAILED, CANCELLED or ABORT
   * @param cause what it failed with, or why it was cancelled; null if it is DONE
   * @param nextIn how long until another attempt follows; null if none does
   * @param place where its work was done, as the {@link io.github.taskloom.PlacedStage} that its
   *     function gave says; null if it gave none
   */
  record AttemptEnded(
      MakeId make,
      long nanos,
      Task<?> task,
      int attempt,
      long startedNanos,
      TaskState state,
      @Nullable Throwable cause,
      @Nullable Duration nextIn,
      @Nullable String place)
      implements MakeEvent {

    /**
     * How long the attempt took.
     *
     * @return from its start to the end of its callbacks
     */
    public Duration duration() {
      return Duration.ofNanos(nanos - startedNanos);
    }
  }

  /**
   * A task has settled, by this make or by others.
   *
   * @param make which
   * @param nanos when this make learned of it
   * @param task the task
   * @param state DONE, FAILED, CANCELLED or ABORT
   * @param why what it failed with: a {@link PrerequisiteException} if it did not run because of
   *     another task; a {@link CancelledException}, which says by whom, if it is CANCELLED; null if
   *     it is DONE
   */
  record TaskSettled(
      MakeId make, long nanos, Task<?> task, TaskState state, @Nullable Throwable why)
      implements MakeEvent {

    /**
     * The task that has kept this one from running.
     *
     * @return null if none has: it has run, or was cancelled by itself
     */
    public @Nullable Task<?> blocker() {
      if (why instanceof PrerequisiteException failed) {
        return failed.prerequisite();
      }
      return why instanceof CancelledException cancelled ? cancelled.blocker() : null;
    }
  }

  /**
   * Nothing starts until the make is resumed or ends; what runs goes on. Several calls of {@link
   * MakeControl} that follow each other at once may be told as the last one.
   *
   * @param make which
   * @param nanos when
   */
  record MakePaused(MakeId make, long nanos) implements MakeEvent {}

  /**
   * A make that was paused goes on.
   *
   * @param make which
   * @param nanos when
   */
  record MakeResumed(MakeId make, long nanos) implements MakeEvent {}

  /**
   * From now on nothing more starts; what runs goes on to its end, or is cancelled.
   *
   * @param make which
   * @param nanos when
   * @param why half a sentence: "its make was interrupted"
   */
  record MakeStopped(MakeId make, long nanos, String why) implements MakeEvent {}

  /**
   * The make is over: nothing that it has begun still runs, but for what a limit has left behind.
   *
   * @param make which
   * @param nanos when
   * @param done how many tasks have settled as DONE in this make
   * @param failed how many as FAILED or ABORT, by themselves or by a prerequisite
   * @param cancelled how many as CANCELLED
   * @param dropped how many events of this make were dropped, since this listener was too slow
   */
  record MakeEnded(MakeId make, long nanos, long done, long failed, long cancelled, long dropped)
      implements MakeEvent {}
}
