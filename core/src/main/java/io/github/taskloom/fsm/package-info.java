/**
 * A lock-free finite state machine, usable alone: {@link io.github.taskloom.fsm.Transitions} is the
 * table, {@link io.github.taskloom.fsm.Fsm} a machine that follows it.
 *
 * <p>It knows nothing of tasks.
 */
@NullMarked
package io.github.taskloom.fsm;

import org.jspecify.annotations.NullMarked;
