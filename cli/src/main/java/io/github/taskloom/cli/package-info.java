/**
 * The command line {@code taskloom}. Entry point: {@link io.github.taskloom.cli.Main}.
 *
 * <pre>
 *        commands (here)
 *       /    |     |    \
 *   replay resume run    show      what to make, what an earlier run made, making it, what is seen
 *       \    |    /  \    |
 *        \  file |   stop |        the task file, signals
 *         \   \  shell    |        the processes of the commands
 * </pre>
 *
 * <p>This is a program, run from one jar on the class path, and so no module: nothing here is for
 * others to call, and JLine, on which the progress bar stands, is no module either.
 */
@NullMarked
package io.github.taskloom.cli;

import org.jspecify.annotations.NullMarked;
