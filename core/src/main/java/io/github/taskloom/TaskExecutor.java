package io.github.taskloom;

/**
 * An executor that sees the task whose function it is to run: for routing, priorities, quotas. Used
 * by {@link Make#submit}; one that need not see the task is an {@link
 * java.util.concurrent.Executor}, for {@link Make#queue}.
 *
 * <pre>{@code
 * TaskExecutor routes =
 *     (task, run) -> (task.name().startsWith("db ") ? database : others).execute(run);
 * Make.defaults().submit(routes).now(report);
 * }</pre>
 *
 * <p>One that is used by several makes is the same object in each: a make that is called by a
 * function which holds a thread of the same executor is known by that, as {@link Make#queue} says.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TaskExecutor {

  /**
   * Runs a task at some time, in a thread of the executor's, or in the calling one. Called by the
   * threads of the makes, several at a time, once for each attempt; must not wait for the task.
   *
   * @param task the task, which is QUEUED; by the time that it runs it may have been cancelled, or
   *     taken back
   * @param run runs one attempt of the task, and does nothing if that is not wanted any more or has
   *     begun; throws nothing that the function throws
   * @throws java.util.concurrent.RejectedExecutionException if it takes no more, as any other
   *     exception: a failed attempt of the task
   */
  void execute(Task<?> task, Runnable run);
}
