package io.github.taskloom.internal.journal;

import io.github.taskloom.journal.JournalException;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Why a journal takes nothing more. The first reason stays: after an fsync that has failed the
 * system may have given up what was to be forced, so that another one that succeeds proves nothing.
 */
final class Failure {
  private static final VarHandle REASON =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "reason", VarHandle.class, Failure.class, Reason.class);

  private record Reason(long offset, String problem, @Nullable Throwable cause) {}

  private final Path path;
  private volatile @Nullable Reason reason;

  Failure(Path path) {
    this.path = path;
  }

  /** By any thread: what it could not do. Gives back what to throw. */
  JournalException failed(long offset, String what, Throwable cause) {
    String problem = what + ": " + cause + "; records no more until it is opened anew";
    REASON.compareAndSet(this, null, new Reason(offset, problem, cause));
    return thrown();
  }

  /** By the thread that closes the journal. */
  void closed() {
    REASON.compareAndSet(this, null, new Reason(-1, "is closed", null));
  }

  boolean isSet() {
    return reason != null;
  }

  /** Throws where there is a reason to. */
  void check() {
    if (reason != null) {
      throw thrown();
    }
  }

  /** A new one for each thread, each with the same cause. */
  private JournalException thrown() {
    Reason why = reason;
    if (why == null) {
      throw new IllegalStateException("nothing has failed");
    }
    return new JournalException(path, why.offset(), why.problem(), why.cause());
  }
}
