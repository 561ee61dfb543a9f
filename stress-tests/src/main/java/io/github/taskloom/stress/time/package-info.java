/** Races of timers. */
@NullMarked
package io.github.taskloom.stress.time;

import org.jspecify.annotations.NullMarked;
