/** The public interface of a module as text: what a user can name, and nothing else. */
@NullMarked
package io.github.taskloom.listing;

import org.jspecify.annotations.NullMarked;
