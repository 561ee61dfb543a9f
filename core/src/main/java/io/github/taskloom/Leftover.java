package io.github.taskloom;

import org.jspecify.annotations.Nullable;

/**
 * A task that is still in a {@link TaskQueue}, and why.
 *
 * @param task the task
 * @param blocker the first prerequisite that blocks it; null when it is not blocked
 * @param reason a sentence for people
 * @since 0.1.0
 */
public record Leftover(Task<?> task, @Nullable Task<?> blocker, String reason) {}
