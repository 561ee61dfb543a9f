package io.github.taskloom.internal.task;

import io.github.taskloom.CancelledException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.CancellationException;

/**
 * What an exception tells of the interrupt that came with a cancel request. To be asked only after
 * such a request: then a wait that was given up was given up for it.
 */
final class InterruptTrace {
  /** So many links are looked at: causes may go in a circle, or be made anew at each look. */
  private static final int MOST_LINKS = 100;

  private InterruptTrace() {}

  /**
   * Whether an exception, one of its causes or one that any of these suppresses comes of an
   * interrupt, or of a future that was cancelled.
   */
  static boolean isIn(Throwable thrown) {
    Deque<Throwable> open = new ArrayDeque<>();
    open.add(thrown);
    try {
      for (int links = 0; links < MOST_LINKS && !open.isEmpty(); links++) {
        Throwable next = open.remove();
        if (tells(next)) {
          return true;
        }
        for (Throwable suppressed : next.getSuppressed()) {
          if (!isMark(suppressed)) {
            open.add(suppressed);
          }
        }
        Throwable cause = next.getCause();
        if (cause != null) {
          open.addFirst(cause);
        }
      }
    } catch (Throwable unasked) { // one that cannot even be asked for its cause
      return false;
    }
    return false;
  }

  /**
   * To be asked within the run of a task: whether an exception shows that the calling thread was
   * interrupted in the function, and that this has cleared the flag. So it does if a method of the
   * JDK has thrown it above this very run. One that was made by hand, or handed on from another
   * thread or from another run, shows nothing.
   */
  static boolean isOfThisThread(Throwable thrown) {
    if (!(thrown instanceof InterruptedException)) {
      return false;
    }
    StackTraceElement[] trace = thrown.getStackTrace();
    return trace.length > 0
        && trace[0].getClassName().startsWith("java.")
        && isFromAbove(new Throwable().getStackTrace(), trace);
  }

  /**
   * Whether below a run in a trace stands what stands below the run that asks: the same calls, line
   * by line, as far as both are told.
   */
  private static boolean isFromAbove(StackTraceElement[] asking, StackTraceElement[] trace) {
    int below = 1; // what asks is of this class
    while (below < asking.length && callsFunctions(asking[below])) {
      below++;
    }
    for (int i = 0; i < trace.length; i++) {
      int told = Math.min(trace.length - i - 1, asking.length - below);
      if (callsFunctions(trace[i])
          && Arrays.equals(trace, i + 1, i + 1 + told, asking, below, below + told)) {
        return true;
      }
    }
    return false;
  }

  private static boolean callsFunctions(StackTraceElement frame) {
    String name = frame.getClassName();
    return name.equals(TaskRun.class.getName()) || name.equals(TaskStage.class.getName());
  }

  /**
   * Whether the engine has added it to a failure, as the reason of a cancel: the function may throw
   * the same failure another time.
   */
  private static boolean isMark(Throwable suppressed) {
    return suppressed instanceof CancelledException reason && reason.task() != null;
  }

  private static boolean tells(Throwable thrown) {
    return switch (thrown) {
      case InterruptedException e -> true;
      case ClosedByInterruptException e -> true;
      case FileLockInterruptionException e -> true;
      case SocketTimeoutException e -> false; // the limit of a socket, whatever its superclass says
      case InterruptedIOException e -> true;
      case CancellationException e -> true;
      // The JDK has no class for it: its sockets say so to virtual threads.
      case SocketException e -> "Closed by interrupt".equals(e.getMessage());
      default -> false;
    };
  }
}
