package io.github.taskloom.hazelcast;

import io.github.taskloom.TaskFunction2;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A function of two inputs that is sent to a member: a lambda, a method reference or an object of a
 * class that the member has, too. What it captures is sent with it, and has to be serializable.
 *
 * @param <A> the first input
 * @param <B> the second input
 * @param <R> the result
 * @since 0.1.0
 */
@FunctionalInterface
public interface RemoteFunction2<
        A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
    extends TaskFunction2<A, B, R>, Serializable {}
