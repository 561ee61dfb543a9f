/**
 * The folders in which the runs of a task file are kept: scripts, what commands printed, and the
 * record of the run. Entry point: {@link io.github.taskloom.cli.state.StateFolder}.
 */
@NullMarked
package io.github.taskloom.cli.state;

import org.jspecify.annotations.NullMarked;
