/** Benchmarks of the engine; each carries the baseline that its number is to be read against. */
@NullMarked
package io.github.taskloom.benchmarks;

import org.jspecify.annotations.NullMarked;
