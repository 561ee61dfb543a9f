/**
 * For tests of code that uses the engine: time that is moved by hand. Part of {@code
 * taskloom-core}, so that it needs no artifact of its own; nothing else depends on it.
 */
@NullMarked
package io.github.taskloom.testkit;

import org.jspecify.annotations.NullMarked;
