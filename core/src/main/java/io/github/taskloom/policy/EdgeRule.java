package io.github.taskloom.policy;

import io.github.taskloom.BlockedException;
import io.github.taskloom.Task;
import io.github.taskloom.TaskQueue;

/**
 * What has to become of a prerequisite so that the task behind it runs. Whatever the rule, a task
 * waits until its prerequisite has settled.
 *
 * <pre>{@code
 * Task<?> alarm = Task.run("alarm", () -> pager.call("no report today"));
 * alarm.require(report, EdgeRule.FAILED);
 * Task<?> cleanUp = Task.run("clean-up", () -> temporary.clear());
 * cleanUp.require(report, EdgeRule.COMPLETED);
 * Make.defaults().now(report, alarm, cleanUp);
 * }</pre>
 *
 * <p>Where a rule can not be met any more a {@code make} settles the task without running it, as
 * the table says; no entry means that it runs.
 *
 * <pre>
 *              DONE        FAILED      CANCELLED   ABORT
 * DONE                     FAILED      CANCELLED   FAILED
 * COMPLETED
 * FAILED       CANCELLED               CANCELLED
 * ANY_DONE     one of them has to be DONE; if none is: FAILED, or CANCELLED if none of them failed
 * </pre>
 *
 * <p>Where none of several alternatives is DONE, the cause is that of the first one that failed,
 * and what the others failed with is suppressed by it.
 *
 * <p>{@link Task#dispatch()}, {@link Task#bg()} and a {@link TaskQueue} run a task where a make
 * does. Elsewhere they settle nothing: {@link BlockedException}, or the task stays in the queue.
 * But once all prerequisites have settled, one that is ABORT where the table has FAILED for it
 * (under DONE, or under ANY_DONE if none is DONE) aborts the task, whatever became of the others
 * and whatever their rules; a make fails it, so that it can be reopened.
 *
 * @since 0.1.0
 */
public enum EdgeRule {
  /** It must be DONE: the rule of every edge that says nothing else. */
  DONE,

  /** It must have settled, whatever became of it: for a task that comes in any case. */
  COMPLETED,

  /**
   * It must be FAILED or ABORT: for a clean-up or a notification. If not, the task is CANCELLED.
   */
  FAILED,

  /** One of the prerequisites under this rule must be DONE. */
  ANY_DONE
}
