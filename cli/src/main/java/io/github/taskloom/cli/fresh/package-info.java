/**
 * Whether a task has anything to do: what it was made of and what it left at its last success, on
 * record, compared with what is there now. Entry point: {@link
 * io.github.taskloom.cli.fresh.FreshWork}.
 */
@NullMarked
package io.github.taskloom.cli.fresh;

import org.jspecify.annotations.NullMarked;
