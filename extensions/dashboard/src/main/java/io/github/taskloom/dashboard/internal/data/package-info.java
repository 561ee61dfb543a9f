/** What is known of a run, in columns, and its JSON. */
@NullMarked
package io.github.taskloom.dashboard.internal.data;

import org.jspecify.annotations.NullMarked;
