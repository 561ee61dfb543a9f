/**
 * Stress tests of the engine: each is an invariant in a sentence, and all outcomes it allows. They
 * stand in a package for each room of the engine, and use what that room shows to others.
 */
@NullMarked
package io.github.taskloom.stress;

import org.jspecify.annotations.NullMarked;
