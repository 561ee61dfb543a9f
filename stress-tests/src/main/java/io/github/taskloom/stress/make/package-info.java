/** Races of makes: with each other, with a stop, and inside of one. */
@NullMarked
package io.github.taskloom.stress.make;

import org.jspecify.annotations.NullMarked;
