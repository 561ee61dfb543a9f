/**
 * The engines that are compared, each behind the same small face. Begin with {@link
 * io.github.taskloom.benchmarks.engine.Contender}, the list of them.
 */
@NullMarked
package io.github.taskloom.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
