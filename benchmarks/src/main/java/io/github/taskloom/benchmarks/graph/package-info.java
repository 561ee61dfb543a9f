/**
 * The graphs that are compared, and what their tasks do. Begin with {@link
 * io.github.taskloom.benchmarks.graph.Graph}.
 */
@NullMarked
package io.github.taskloom.benchmarks.graph;

import org.jspecify.annotations.NullMarked;
