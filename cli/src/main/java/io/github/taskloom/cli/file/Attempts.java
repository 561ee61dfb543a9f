package io.github.taskloom.cli.file;

import io.github.taskloom.policy.Retry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How often a task is tried.
 *
 * @param most the most attempts, the first one included
 * @param backoff the wait before each further attempt; 0 for none
 * @param cap the longest wait, when waits are random and their bound doubles from the backoff on;
 *     null when they are all the same
 */
public record Attempts(int most, Duration backoff, @Nullable Duration cap) {

  /** The same for the engine. */
  Retry asRetry() {
    Retry retry = Retry.times(most);
    return cap == null ? retry.backoff(backoff) : retry.exponential(backoff, cap);
  }
}
