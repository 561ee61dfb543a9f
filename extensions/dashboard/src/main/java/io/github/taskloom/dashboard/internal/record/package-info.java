/** Collects the data of a run from events, and tells readers what has changed. */
@NullMarked
package io.github.taskloom.dashboard.internal.record;

import org.jspecify.annotations.NullMarked;
