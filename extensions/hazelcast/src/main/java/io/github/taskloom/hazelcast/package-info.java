/**
 * Tasks whose functions run on the members of a Hazelcast cluster: {@link
 * io.github.taskloom.hazelcast.Cluster} sends them, a {@link
 * io.github.taskloom.hazelcast.ClusterMember} runs them.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.taskloom.hazelcast;

import org.jspecify.annotations.NullMarked;
