/**
 * A member of a cluster, which runs what callers send it. Entry point: {@link
 * io.github.taskloom.cli.member.MemberNode}. All that knows Hazelcast is here, so no other command
 * loads it.
 */
@NullMarked
package io.github.taskloom.cli.member;

import org.jspecify.annotations.NullMarked;
