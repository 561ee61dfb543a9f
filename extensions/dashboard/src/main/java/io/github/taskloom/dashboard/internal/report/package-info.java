/** Writes the data of a run in the ways in which people look at it. */
@NullMarked
package io.github.taskloom.dashboard.internal.report;

import org.jspecify.annotations.NullMarked;
