/**
 * The rules that a task or a make is under: how often it is tried, what has to become of a
 * prerequisite, and by which clock.
 */
@NullMarked
package io.github.taskloom.policy;

import org.jspecify.annotations.NullMarked;
