/** Races of the state machine alone: events, sequence numbers, history. */
@NullMarked
package io.github.taskloom.stress.fsm;

import org.jspecify.annotations.NullMarked;
