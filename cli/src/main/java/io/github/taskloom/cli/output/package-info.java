/**
 * Shows what commands print: while they run, or when they have ended. Entry point: {@link
 * io.github.taskloom.cli.output.TaskOutput}.
 */
@NullMarked
package io.github.taskloom.cli.output;

import org.jspecify.annotations.NullMarked;
