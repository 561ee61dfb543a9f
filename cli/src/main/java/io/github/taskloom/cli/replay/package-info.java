/**
 * Replays recorded executions of workflows in WfFormat 1.5, the format of the public collection
 * WfInstances. Entry points: {@link io.github.taskloom.cli.replay.WorkflowReader}, {@link
 * io.github.taskloom.cli.replay.Replay}.
 */
@NullMarked
package io.github.taskloom.cli.replay;

import org.jspecify.annotations.NullMarked;
