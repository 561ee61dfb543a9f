package io.github.taskloom.hazelcast.internal.caller;

import io.github.taskloom.hazelcast.internal.wire.Values;

/**
 * What a caller is told by its user.
 *
 * @param name of the caller
 * @param values how results are read
 * @param underWay how many calls may be with members
 * @param batchCalls how many go out at once
 * @param batchBytes how many bytes go out at once, about
 * @param memberWaitNanos how long a call waits for a member
 */
public record CallerSettings(
    String name,
    Values values,
    int underWay,
    int batchCalls,
    int batchBytes,
    long memberWaitNanos) {}
