/**
 * A small sequential model of what tasks and makes mean, and a runner that executes random
 * scenarios on it and on the engine. Begin at {@link io.github.taskloom.model.ModelRun}.
 *
 * <p>{@code Model} and what it is made of share no code with the engine.
 */
@NullMarked
package io.github.taskloom.model;

import org.jspecify.annotations.NullMarked;
