/** Races of a journal: who writes, who forces, and who waits for that. */
@NullMarked
package io.github.taskloom.stress.journal;

import org.jspecify.annotations.NullMarked;
