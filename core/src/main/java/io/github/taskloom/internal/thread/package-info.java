/** Threads that are no task's: ours alone. */
@NullMarked
package io.github.taskloom.internal.thread;

import org.jspecify.annotations.NullMarked;
