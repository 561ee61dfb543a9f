/**
 * How long a run will still take, by how long its tasks took before. Entry point: {@link
 * io.github.taskloom.cli.estimate.Estimate}.
 */
@NullMarked
package io.github.taskloom.cli.estimate;

import org.jspecify.annotations.NullMarked;
