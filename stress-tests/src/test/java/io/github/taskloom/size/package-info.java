/** How much the tests of this module try. */
@NullMarked
package io.github.taskloom.size;

import org.jspecify.annotations.NullMarked;
