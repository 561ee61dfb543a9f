package io.github.taskloom.policy;

import io.github.taskloom.TaskState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a task that has a {@link Retry} or a time limit, as it ended.
 *
 * @param number the attempt of the state machine, from 1 on
 * @param start when the function was called, by the time of day
 * @param duration how long the attempt took, by the clock of its make
 * @param state how it ended
 * @param cause what it failed with, or why it was cancelled; null if it is DONE
 * @since 0.1.0
 */
public record Attempt(
    int number, Instant start, Duration duration, TaskState state, @Nullable Throwable cause) {}
