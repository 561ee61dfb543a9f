/** The way of events from the threads that make to those who listen; knows no task. */
@NullMarked
package io.github.taskloom.internal.event;

import org.jspecify.annotations.NullMarked;
