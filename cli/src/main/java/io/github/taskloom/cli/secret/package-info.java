/** Values that are shown nowhere: three stars stand for them. */
@NullMarked
package io.github.taskloom.cli.secret;

import org.jspecify.annotations.NullMarked;
