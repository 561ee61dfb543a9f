/**
 * What goes from a caller to a member and back, and which classes are read of it. Knows no task, no
 * queue and no thread.
 */
@NullMarked
package io.github.taskloom.hazelcast.internal.wire;

import org.jspecify.annotations.NullMarked;
