package io.github.taskloom.journal;

import io.github.taskloom.internal.journal.BasicValues;
import org.jspecify.annotations.Nullable;

/**
 * How the value of a task becomes bytes for a journal, and a value again in the next run.
 *
 * <pre>{@code
 * ValueCodec<Summary> summaries =
 *     ValueCodec.of(summary -> summary.toJson().getBytes(UTF_8), bytes -> Summary.ofJson(bytes));
 * }</pre>
 *
 * <p>Both methods are called by the threads that run tasks, several at a time. One that throws
 * keeps nothing from going on: a value that cannot be written fails the attempt that gave it, one
 * that cannot be read is computed anew.
 *
 * @param <T> the values
 * @since 0.1.0
 */
public interface ValueCodec<T extends @Nullable Object> {

  /**
   * The bytes of a value. Part of the attempt that gave it: under its limits, and interrupted with
   * it.
   *
   * @param value the value; null where T allows it
   * @return the bytes; null to record only that the task is DONE
   * @throws Exception if it cannot be written; the attempt fails with that
   */
  byte @Nullable [] write(T value) throws Exception;

  /**
   * The value of bytes that {@link #write} gave, in an earlier run.
   *
   * @param bytes the bytes; null if it is recorded only that the task is DONE
   * @return the value that the task is restored with
   * @throws Exception if they cannot be read; the task runs again
   */
  T read(byte @Nullable [] bytes) throws Exception;

  /**
   * A codec of two functions.
   *
   * @param write gives the bytes of a value
   * @param read gives the value of bytes
   * @param <T> the values, none of which is null
   * @return the codec
   */
  static <T> ValueCodec<T> of(Writer<? super T> write, Reader<? extends T> read) {
    return BasicValues.of(write, read);
  }

  /**
   * For tasks whose value the next run does not need: it is recorded only that they are DONE, and
   * they are restored with null.
   *
   * @param <T> the values
   * @return the codec
   */
  static <T extends @Nullable Object> ValueCodec<T> doneOnly() {
    return BasicValues.doneOnly();
  }

  /**
   * For null, texts, bytes, booleans, ints, longs and doubles: what a task has that names no codec.
   * Writing any other value throws an IllegalArgumentException that says so.
   *
   * @return the codec
   */
  static ValueCodec<@Nullable Object> basic() {
    return BasicValues.CODEC;
  }

  /**
   * The half of a codec that writes.
   *
   * @param <T> the values
   * @since 0.1.0
   */
  @FunctionalInterface
  interface Writer<T> {
    /**
     * The bytes of a value.
     *
     * @param value the value
     * @return the bytes
     * @throws Exception if it cannot be written
     */
    byte[] write(T value) throws Exception;
  }

  /**
   * The half of a codec that reads.
   *
   * @param <T> the values
   * @since 0.1.0
   */
  @FunctionalInterface
  interface Reader<T> {
    /**
     * The value of bytes.
     *
     * @param bytes what the other half wrote
     * @return the value
     * @throws Exception if they cannot be read
     */
    T read(byte[] bytes) throws Exception;
  }
}
