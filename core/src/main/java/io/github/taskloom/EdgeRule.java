package io.github.taskloom;

/**
 * What has to become of a prerequisite so that the task behind it runs. Whatever the rule, a task
 * waits until its prerequisite has settled.
 *
 * <pre>{@code
 * Task<?> alarm = Task.of("alarm", () -> pager.call("no report today"));
 * alarm.require(report, EdgeRule.FAILED);
 * Task<?> cleanUp = Task.of("clean-up", () -> temporary.clear());
 * cleanUp.require(report, EdgeRule.COMPLETED);
 * Make.defaults().now(report, alarm, cleanUp);
 * }</pre>
 *
 * <p>Where a rule can not be met any more the task settles without running, as the table says; no
 * entry means that it runs.
 *
 * <pre>
 *              DONE        FAILED      CANCELLED   ABORT
 * DONE                     FAILED      CANCELLED   FAILED
 * COMPLETED
 * FAILED       CANCELLED               CANCELLED
 * ANY_DONE     one of them has to be DONE; if none is: FAILED, or CANCELLED if none of them failed
 * </pre>
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
