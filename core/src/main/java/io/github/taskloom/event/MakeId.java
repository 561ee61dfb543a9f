package io.github.taskloom.event;

import io.github.taskloom.Task;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which make an event is of.
 *
 * @param number its own in this JVM, from 1 on; equal to that of no other make that is listened to
 * @param began when it began, by the time of day
 * @param beganNanos the same by {@link System#nanoTime}
 * @param parent the number of the make whose function or callback has called this one; 0 if none
 *     has, or it is not listened to
 * @param parentTask the task whose function or callback has called it; null if none has
 * @since 0.1.0
 */
public record MakeId(
    long number, Instant began, long beganNanos, long parent, @Nullable Task<?> parentTask) {

  /**
   * The time of day of something that happened in this make: since its begin, time goes by {@link
   * System#nanoTime}, so a change of the clock in between moves nothing.
   *
   * @param nanos when it was, by {@link System#nanoTime}
   * @return the same by the time of day
   */
  public Instant time(long nanos) {
    return began.plusNanos(nanos - beganNanos);
  }

  @Override
  public String toString() {
    return "make " + number;
  }
}
