package io.github.taskloom.internal.task;

import io.github.taskloom.TaskState;

/** PENDING statuses that differ in nothing but their identity. */
final class EdgeRevision {
  private static final int SHARED = 64;

  private static final TaskStatus[] REVISIONS = new TaskStatus[SHARED];

  static {
    for (int number = 0; number < SHARED; number++) {
      REVISIONS[number] = TaskStatus.plain(TaskState.PENDING, new EdgeRevision(number));
    }
  }

  private final int number;

  private EdgeRevision(int number) {
    this.number = number;
  }

  /**
   * The status after one more edge. A task never comes back to an earlier status, so a CAS that
   * expects that cannot win; up to the 64th edge all tasks share the instances, since an instance
   * per task would cost 40 bytes each.
   */
  static TaskStatus after(TaskStatus pending) {
    if (pending.attempt() == 1 && pending.sequence() == 0) {
      int next =
          pending.detail() instanceof EdgeRevision revision
              ? revision.number + 1
              : pending.detail() == null ? 0 : SHARED;
      if (next < SHARED) {
        return REVISIONS[next];
      }
    }
    return pending.withDetail(pending.detail());
  }

  @Override
  public String toString() {
    return "after a change of edges";
  }
}
