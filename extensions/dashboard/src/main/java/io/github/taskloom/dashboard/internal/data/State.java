package io.github.taskloom.dashboard.internal.data;

import io.github.taskloom.TaskState;

/** States as letters. */
public final class State {
  public static final byte PENDING = 'P';
  public static final byte QUEUED = 'Q';
  public static final byte RUNNING = 'R';
  public static final byte DONE = 'D';
  public static final byte FAILED = 'F';
  public static final byte CANCELLED = 'C';
  public static final byte ABORT = 'A';

  private static final String ALL = "PQRDFCA";

  private State() {}

  public static byte of(TaskState state) {
    return switch (state) {
      case PREPARE, PENDING -> PENDING;
      case QUEUED -> QUEUED;
      case RUNNING -> RUNNING;
      case DONE -> DONE;
      case FAILED -> FAILED;
      case CANCELLED -> CANCELLED;
      case ABORT -> ABORT;
    };
  }

  /** The letter as a text. */
  public static String letter(byte state) {
    int at = ALL.indexOf(state);
    return ALL.substring(at, at + 1);
  }

  /** Whether a text is the letter of a state. */
  public static boolean isOne(String text) {
    return text.length() == 1 && ALL.contains(text);
  }

  public static boolean isSettled(byte state) {
    return state == DONE || state == FAILED || state == CANCELLED || state == ABORT;
  }

  /** The word for it. */
  public static String word(byte state) {
    return switch (state) {
      case PENDING -> "pending";
      case QUEUED -> "queued";
      case RUNNING -> "running";
      case DONE -> "done";
      case FAILED -> "failed";
      case CANCELLED -> "cancelled";
      case ABORT -> "abort";
      default -> throw new IllegalArgumentException("no state: " + (char) state);
    };
  }
}
