/**
 * The part of the model that is about policies: edge rules, further attempts and time limits, on
 * graphs that nothing disturbs, by a clock that is moved by hand. Written from the rules alone.
 */
@NullMarked
package io.github.taskloom.model.policy;

import org.jspecify.annotations.NullMarked;
