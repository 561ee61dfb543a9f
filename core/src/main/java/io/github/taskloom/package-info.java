/**
 * Tasks with dependencies that can fail, be repaired and be run again.
 *
 * <p>{@link io.github.taskloom.Task} declares one, {@link io.github.taskloom.Make} and {@link
 * io.github.taskloom.Tasks} complete a graph of them, {@link io.github.taskloom.TaskQueue} hands
 * them to a worker one at a time, {@link io.github.taskloom.Outcome} says what became of one.
 *
 * <p>Unless a method says otherwise it may be called from any thread, and null is accepted nowhere
 * but where {@code @Nullable} stands.
 */
@NullMarked
package io.github.taskloom;

import org.jspecify.annotations.NullMarked;
