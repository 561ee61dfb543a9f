/** Stress tests of the engine: each is an invariant in a sentence, and all outcomes it allows. */
@NullMarked
package io.github.taskloom.stress;

import org.jspecify.annotations.NullMarked;
