/**
 * Runs the commands of tasks: starts them, keeps their output, and ends them with all that they
 * started. Entry point: {@link io.github.taskloom.cli.shell.Shell}.
 */
@NullMarked
package io.github.taskloom.cli.shell;

import org.jspecify.annotations.NullMarked;
