/** Serves the live page: over the loopback address, to those who have the token. */
@NullMarked
package io.github.taskloom.dashboard.internal.live;

import org.jspecify.annotations.NullMarked;
