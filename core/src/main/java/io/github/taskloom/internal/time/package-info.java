/** Arithmetic of time: ours alone, known to all rooms. */
@NullMarked
package io.github.taskloom.internal.time;

import org.jspecify.annotations.NullMarked;
