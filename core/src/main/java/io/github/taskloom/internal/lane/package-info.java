/**
 * Running many small pieces of work on few threads: ours alone. It knows threads and numbers, no
 * tasks and no graph.
 *
 * <pre>
 *   layer   [ 0  1  2  3  4  5  6  7  8  9 ]      the work, by number
 *             x  x  x  ^                          claimed so far
 *   lanes     |  |     forked in the layer's scope; each claims, runs, claims again
 *   owner     .  .     looks at the claims each tick; too few since the last: twice the lanes
 * </pre>
 */
@NullMarked
package io.github.taskloom.internal.lane;

import org.jspecify.annotations.NullMarked;
