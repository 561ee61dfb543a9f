package io.github.taskloom.hazelcast;

import io.github.taskloom.TaskFunction4;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A function of four inputs that is sent to a member: a lambda, a method reference or an object of
 * a class that the member has, too. What it captures is sent with it, and has to be serializable.
 *
 * @param <A> the first input
 * @param <B> the second input
 * @param <C> the third input
 * @param <D> the fourth input
 * @param <R> the result
 * @since 0.1.0
 */
@FunctionalInterface
public interface RemoteFunction4<
        A extends @Nullable Object,
        B extends @Nullable Object,
        C extends @Nullable Object,
        D extends @Nullable Object,
        R extends @Nullable Object>
    extends TaskFunction4<A, B, C, D, R>, Serializable {}
