/** Hands ready calls out to members, and takes what comes back. Knows no member's side. */
@NullMarked
package io.github.taskloom.hazelcast.internal.caller;

import org.jspecify.annotations.NullMarked;
