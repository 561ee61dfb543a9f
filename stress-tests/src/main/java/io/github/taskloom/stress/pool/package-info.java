/** Races of the threads that share work: what they claim, and that none sleeps beside work. */
@NullMarked
package io.github.taskloom.stress.pool;

import org.jspecify.annotations.NullMarked;
