package io.github.taskloom.internal.task;

/** Which make records a task. */
public final class TaskRecording {
  private TaskRecording() {}

  /** By the caller of a make, before it begins; of several makes the last one. */
  public static void by(TaskNode<?> task, ResultWriter writer) {
    task.extrasToWrite().policyToWrite().writer(writer);
  }

  /** By the thread that ends the make. */
  public static void end(TaskNode<?> task, ResultWriter writer) {
    Policy<?> policy = task.policy();
    if (policy != null && policy.writer() == writer) {
      policy.writer(null); // another make that begins at this moment has its values from the result
    }
  }
}
