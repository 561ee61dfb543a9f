package io.github.taskloom.internal.task;

import io.github.taskloom.journal.ValueCodec;
import org.jspecify.annotations.Nullable;

/**
 * What a task says of itself for a journal.
 *
 * @param key what it is found by; null for its name
 * @param fingerprint stands for its inputs; null if nothing does
 * @param codec of its value; null for the basic one
 */
public record JournalTerms(
    @Nullable String key, @Nullable String fingerprint, @Nullable ValueCodec<?> codec) {
  static final JournalTerms NONE = new JournalTerms(null, null, null);

  JournalTerms key(String other) {
    return new JournalTerms(other, fingerprint, codec);
  }

  JournalTerms fingerprint(String other) {
    return new JournalTerms(key, other, codec);
  }

  JournalTerms codec(ValueCodec<?> other) {
    return new JournalTerms(key, fingerprint, other);
  }
}
