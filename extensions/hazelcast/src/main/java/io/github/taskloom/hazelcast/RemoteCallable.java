package io.github.taskloom.hazelcast;

import java.io.Serializable;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A function without inputs that is sent to a member: a lambda, a method reference or an object of
 * a class that the member has, too. What it captures is sent with it, and has to be serializable.
 *
 * @param <R> the result
 * @since 0.1.0
 */
@FunctionalInterface
public interface RemoteCallable<R extends @Nullable Object> extends Callable<R>, Serializable {}
