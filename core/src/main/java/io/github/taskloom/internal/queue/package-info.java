/** The body of a task queue: what it holds, watches and hands out. */
@NullMarked
package io.github.taskloom.internal.queue;

import org.jspecify.annotations.NullMarked;
