package io.github.taskloom.internal.journal;

import io.github.taskloom.internal.journal.Texts.Encoded;
import io.github.taskloom.journal.JournalEntry;
import io.github.taskloom.journal.JournalEntry.Outcome;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * An entry as the content of a record.
 *
 * <pre>
 *    0  1  kind, 1
 *    1  1  outcome: 1 DONE, 2 FAILED, 3 CANCELLED, 4 REOPENED
 *    2  4  attempts
 *    6  8  when: seconds since 1970
 *   14  4  and nanoseconds
 *   18     key, fingerprint, reason: each as Texts says
 *       4  length of the value; -1 if there is none
 *          the value
 * </pre>
 */
final class EntryCodec {
  static final byte KIND = 1;

  private static final int FIXED = 18 + Integer.BYTES;

  private EntryCodec() {}

  /**
   * A record whose frame is closed, and not in its place yet.
   *
   * @throws IllegalArgumentException if it would be too large
   */
  static byte[] encode(JournalEntry entry) {
    Encoded key = Encoded.of(entry.key());
    Encoded fingerprint = Encoded.of(entry.fingerprint());
    Encoded reason = Encoded.of(entry.reason());
    byte[] value = entry.value();
    int valueLength = value == null ? -1 : value.length;
    long length =
        FIXED + key.size() + fingerprint.size() + reason.size() + Math.max(valueLength, 0);
    if (length > Frame.LARGEST) {
      throw new IllegalArgumentException(
          "an entry takes " + Frame.LARGEST + " bytes at most, not " + length);
    }
    byte[] record = new byte[Frame.SIZE + (int) length];
    ByteBuffer content = ByteBuffer.wrap(record).position(Frame.SIZE);
    content.put(KIND).put(code(entry.outcome())).putInt(entry.attempts());
    Instant when = entry.when();
    content.putLong(when.getEpochSecond()).putInt(when.getNano());
    key.put(content);
    fingerprint.put(content);
    reason.put(content);
    content.putInt(valueLength);
    if (value != null) {
      content.put(value);
    }
    Frame.close(record);
    return record;
  }

  /**
   * The entry.
   *
   * @throws RuntimeException if it is none: the checksums have held, so this program does not know
   *     what was written
   */
  static JournalEntry decode(byte[] bytes, int at, int length) {
    ByteBuffer content = ByteBuffer.wrap(bytes, at, length);
    if (content.get() != KIND) {
      throw new IllegalArgumentException("no entry");
    }
    Outcome outcome = outcome(content.get());
    int attempts = content.getInt();
    Instant when = Instant.ofEpochSecond(content.getLong(), content.getInt());
    String key = Texts.get(content);
    String fingerprint = Texts.get(content);
    String reason = Texts.get(content);
    int valueLength = content.getInt();
    byte[] value = valueLength < 0 ? null : new byte[valueLength];
    if (value != null) {
      content.get(value);
    }
    if (key == null || content.hasRemaining()) {
      throw new IllegalArgumentException("no entry of this version");
    }
    return new JournalEntry(key, fingerprint, outcome, attempts, value, reason, when);
  }

  private static byte code(Outcome outcome) {
    return switch (outcome) {
      case DONE -> 1;
      case FAILED -> 2;
      case CANCELLED -> 3;
      case REOPENED -> 4;
    };
  }

  private static Outcome outcome(byte code) {
    return switch (code) {
      case 1 -> Outcome.DONE;
      case 2 -> Outcome.FAILED;
      case 3 -> Outcome.CANCELLED;
      case 4 -> Outcome.REOPENED;
      default -> throw new IllegalArgumentException("no outcome is " + code);
    };
  }
}
