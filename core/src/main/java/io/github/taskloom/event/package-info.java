/**
 * What makes tell of themselves while they go on: one stream of events, for reports, metrics and
 * pages. Given to a make by {@link io.github.taskloom.Make#listener}.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.taskloom.event;

import org.jspecify.annotations.NullMarked;
