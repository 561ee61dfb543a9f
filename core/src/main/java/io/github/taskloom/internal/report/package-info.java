/** Telling the log of what users' code has done wrong: ours alone, known to all rooms. */
@NullMarked
package io.github.taskloom.internal.report;

import org.jspecify.annotations.NullMarked;
