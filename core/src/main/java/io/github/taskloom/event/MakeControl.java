package io.github.taskloom.event;

/**
 * Holds one make up, and lets it go on; it comes with {@link MakeEvent.MakeBegan}.
 *
 * <pre>{@code
 * Make paused =
 *     Make.defaults()
 *         .listener(
 *             event -> {
 *               if (event instanceof MakeEvent.MakeBegan began) {
 *                 control.complete(began.control());
 *               }
 *             });
 * }</pre>
 *
 * <p><b>Paused</b>, a make begins no task, and no further attempt of one. What runs goes on to its
 * end, with the makes that it calls; so does a task that a thread had come to already, which may
 * begin a moment after {@link #pause} has returned. What was queued at an executor and is not begun
 * is taken back, and queued again later: no thread of that executor is held up. A time limit of the
 * make goes on counting, and ends it. A stop of any kind ends it, too; so does the end of what
 * runs, where nothing more is to begin.
 *
 * <p><b>Thread.</b> Any thread may call, at any time: a listener, a function of the make itself.
 * None of the calls waits, or runs anything of a user's. Once the make is over nothing happens.
 *
 * <p><b>Memory effects.</b> What a thread did before {@link #resume} happens-before what that lets
 * begin.
 *
 * @since 0.1.0
 */
public interface MakeControl {

  /** From now on nothing more begins, until {@link #resume}; nothing happens if it is paused. */
  void pause();

  /** What may begin begins again; nothing happens unless it is paused. */
  void resume();

  /**
   * Whether it is paused at this moment.
   *
   * @return false also once it is stopped, or over
   */
  boolean isPaused();

  /**
   * Stops the make, paused or not: nothing more starts, and what runs is cancelled, by another
   * thread. The make returns once that has ended.
   *
   * @param why half a sentence, which those tasks are cancelled with: "it was stopped by hand"
   * @throws NullPointerException if it is null
   */
  void stop(String why);
}
