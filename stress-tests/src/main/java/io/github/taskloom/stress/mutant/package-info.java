/** Mistakes on purpose, to know that the stress tests can fail. */
@NullMarked
package io.github.taskloom.stress.mutant;

import org.jspecify.annotations.NullMarked;
