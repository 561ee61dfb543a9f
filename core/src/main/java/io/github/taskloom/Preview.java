package io.github.taskloom;

/**
 * What a make would do with a task, by {@link Make#preview}.
 *
 * @param task the task
 * @param reason why it would run, or would not
 * @param why the same for people, with its particulars: half a sentence
 * @since 0.1.0
 */
public record Preview(Task<?> task, Reason reason, String why) {

  /**
   * Why a task would run, or would not. Where several hold, the first of them is told.
   *
   * @since 0.1.0
   */
  public enum Reason {
    /** The only one for which it is restored: it was DONE, and is made of the same. */
    UNCHANGED,
    /** The make has no journal. */
    NO_JOURNAL,
    /** It is no longer PENDING. */
    BEGUN,
    /** The journal has nothing of it. */
    NOT_RECORDED,
    /** It failed or was cancelled, or how its last run ended is not recorded. */
    NOT_DONE,
    /** Its fingerprint, or which tasks it requires and how, is not what it was. */
    CHANGED,
    /** It is there for the failure of a task, which this run may not have. */
    FOR_FAILURE,
    /** Something that it requires is not DONE, and would not be restored. */
    PREREQUISITE_RUNS,
    /** Something that it requires has run once more since. */
    PREREQUISITE_RAN,
    /** Its codec cannot read what is recorded of its value. */
    UNREADABLE
  }

  /**
   * Whether the task would run.
   *
   * @return true if so, unless a prerequisite settles it first; false if it would be restored from
   *     the journal
   */
  public boolean runs() {
    return reason != Reason.UNCHANGED;
  }

  /**
   * For people.
   *
   * @return for instance {@code report runs: it was FAILED after 3 attempts}
   */
  @Override
  public String toString() {
    return task.name() + (runs() ? " runs: " : " is restored: ") + why;
  }
}
