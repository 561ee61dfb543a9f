/**
 * The engine under a mixed load for minutes, in a small heap; {@link io.github.taskloom.soak.Soak}
 * is the command.
 */
@NullMarked
package io.github.taskloom.soak;

import org.jspecify.annotations.NullMarked;
