/**
 * Metrics and traces of makes, by Micrometer: {@link
 * io.github.taskloom.micrometer.TaskloomObservations} observes makes and attempts, {@link
 * io.github.taskloom.micrometer.TaskloomMetrics} counts what they have to do at present, {@link
 * io.github.taskloom.micrometer.ContextPropagation} carries the context of the caller.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.taskloom.micrometer;

import org.jspecify.annotations.NullMarked;
