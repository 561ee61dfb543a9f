/** Races of one task: its events, its edges, its run, its callbacks, and who waits for it. */
@NullMarked
package io.github.taskloom.stress.task;

import org.jspecify.annotations.NullMarked;
