package io.github.taskloom.benchmarks.family;

import io.github.taskloom.benchmarks.engine.Engine;
import io.github.taskloom.benchmarks.engine.Rival;

/**
 * An engine that is measured among others.
 *
 * @param rival which one it is
 * @param engine the engine itself, for all of its turns
 */
record Turn(Rival rival, Engine engine) {}
