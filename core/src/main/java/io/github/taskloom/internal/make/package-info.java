/** A make: its call, its plan, its threads at work, what runs elsewhere, and what has settled. */
@NullMarked
package io.github.taskloom.internal.make;

import org.jspecify.annotations.NullMarked;
