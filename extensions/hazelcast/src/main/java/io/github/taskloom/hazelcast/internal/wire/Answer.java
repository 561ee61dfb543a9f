package io.github.taskloom.hazelcast.internal.wire;

import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.OperationTimeoutException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The answer to what Hazelcast was asked. After members have died it may wait for minutes until its
 * partitions are in order again; who asks here does not, and asks once more later.
 */
public final class Answer {
  private static final long NANOS = TimeUnit.SECONDS.toNanos(5);

  private Answer() {}

  /** When an answer to what is asked now would be too late, by {@link System#nanoTime}. */
  public static long bound() {
    return System.nanoTime() + NANOS;
  }

  /**
   * What comes within 5 seconds.
   *
   * @throws HazelcastException if nothing does, or the waiting thread is interrupted, whose flag is
   *     set again; what was asked for may happen yet
   * @throws RuntimeException what Hazelcast says instead
   */
  public static <T> T of(CompletionStage<T> asked) {
    return by(bound(), asked.toCompletableFuture());
  }

  /** What comes until then. */
  public static <T> T by(long end, Future<T> asked) {
    try {
      return asked.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      throw new OperationTimeoutException("Hazelcast has not answered in time", late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new HazelcastException("interrupted before Hazelcast had answered", interrupted);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new HazelcastException(failed.getCause());
    }
  }
}
