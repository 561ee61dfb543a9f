/** Runs again when files have changed. Entry point: {@link io.github.taskloom.cli.watch.Watch}. */
@NullMarked
package io.github.taskloom.cli.watch;

import org.jspecify.annotations.NullMarked;
