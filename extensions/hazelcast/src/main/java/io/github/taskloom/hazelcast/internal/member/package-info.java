/** Runs calls on a member, under its slots, until their caller is gone. Knows no caller's side. */
@NullMarked
package io.github.taskloom.hazelcast.internal.member;

import org.jspecify.annotations.NullMarked;
