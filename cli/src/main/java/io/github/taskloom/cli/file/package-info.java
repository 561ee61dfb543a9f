/**
 * Reads the task file: YAML text to an immutable {@link io.github.taskloom.cli.file.TaskFile}, with
 * the line and column of whatever is wrong in it.
 *
 * <p>Entry points: {@link io.github.taskloom.cli.file.TaskFileReader} reads and checks each task,
 * {@link io.github.taskloom.cli.file.TaskGraph} checks how they hang together and makes tasks of
 * the engine of them.
 */
@NullMarked
package io.github.taskloom.cli.file;

import org.jspecify.annotations.NullMarked;
