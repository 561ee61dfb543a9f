/** Putting a graph into layers: ours alone. It knows nodes and edges, no threads. */
@NullMarked
package io.github.taskloom.internal.plan;

import org.jspecify.annotations.NullMarked;
