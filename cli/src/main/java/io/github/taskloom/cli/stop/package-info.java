/**
 * Ctrl-C and its kin: what a signal to this process asks for. Entry point: {@link
 * io.github.taskloom.cli.stop.Stop}.
 */
@NullMarked
package io.github.taskloom.cli.stop;

import org.jspecify.annotations.NullMarked;
