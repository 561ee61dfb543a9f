/** Who listens to a state machine, and the history that it keeps: for machines and tasks alike. */
@NullMarked
package io.github.taskloom.internal.observe;

import org.jspecify.annotations.NullMarked;
