package io.github.taskloom.jdbc.internal.writer;

import io.github.taskloom.journal.JournalException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Why a journal takes nothing more. The first reason stays, whatever the database does later.
 *
 * <pre>
 *   reason   any thread            CAS        null while the journal goes on
 *   told     the thread it is told volatile   whether a caller knows
 * </pre>
 */
final class Failure {
  private record Reason(String problem, @Nullable Throwable cause) {}

  private static final Reason CLOSED = new Reason("is closed: open it anew to record more", null);

  private final String run;
  private final AtomicReference<@Nullable Reason> reason = new AtomicReference<>();
  private volatile boolean told;

  Failure(String run) {
    this.run = run;
  }

  /** By any thread: sets the reason, if there is none yet. */
  void set(String problem, @Nullable Throwable cause) {
    reason.compareAndSet(null, new Reason(problem, cause));
  }

  boolean isSet() {
    return reason.get() != null;
  }

  /**
   * Throws where there is a reason to; a new exception for each thread, each with the same cause.
   */
  void check() {
    Reason why = reason.get();
    if (why != null) {
      told = true;
      throw new JournalException(run + ": " + why.problem(), why.cause());
    }
  }

  /** By a caller that is too late. */
  JournalException closed() {
    return new JournalException(run + ": " + CLOSED.problem(), null);
  }

  /** By the writer, at its end: the reason, if there is no other one. */
  void close() {
    reason.compareAndSet(null, CLOSED);
  }

  /** By the caller that closes: throws if it has failed, and no caller knows by now. */
  void checkFailed() {
    if (!told && !CLOSED.equals(reason.get())) {
      check();
    }
  }
}
