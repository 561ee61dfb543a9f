/** Races of task queues. */
@NullMarked
package io.github.taskloom.stress.queue;

import org.jspecify.annotations.NullMarked;
