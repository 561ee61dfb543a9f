/**
 * Writing DOT text and rendering it: ours alone. It knows nodes and edges, no machines or tasks.
 */
@NullMarked
package io.github.taskloom.internal.dot;

import org.jspecify.annotations.NullMarked;
