package io.github.taskloom.model;

import org.jspecify.annotations.Nullable;

/** The states of a task, as the model knows them. */
enum State {
  PREPARE,
  PENDING,
  QUEUED,
  RUNNING,
  CANCELLED,
  DONE,
  FAILED,
  ABORT;

  /** What happens to a task. */
  enum Event {
    PREPARED,
    DISPATCH,
    QUEUE,
    UNQUEUE,
    CANCEL,
    ERROR,
    ABORT,
    DONE,
    AGAIN,
    RETRY
  }

  boolean isSettled() {
    return switch (this) {
      case CANCELLED, DONE, FAILED, ABORT -> true;
      default -> false;
    };
  }

  /** Whether a prerequisite in this state makes what requires it fail. */
  boolean isFailure() {
    return this == FAILED || this == ABORT;
  }

  /** The table: null where the event is not allowed. */
  @Nullable State after(Event event) {
    return switch (this) {
      case PREPARE -> event == Event.PREPARED ? PENDING : null;
      case PENDING ->
          switch (event) {
            case DISPATCH -> RUNNING;
            case QUEUE -> QUEUED;
            case CANCEL -> CANCELLED;
            case ERROR -> FAILED;
            case ABORT -> ABORT;
            default -> null;
          };
      case QUEUED ->
          switch (event) {
            case DISPATCH -> RUNNING;
            case UNQUEUE -> PENDING;
            case CANCEL -> CANCELLED;
            case ERROR -> FAILED;
            case ABORT -> ABORT;
            default -> null;
          };
      case RUNNING ->
          switch (event) {
            case DONE -> DONE;
            case ERROR -> FAILED;
            case CANCEL -> CANCELLED;
            case AGAIN -> PENDING;
            default -> null;
          };
      case CANCELLED, FAILED ->
          switch (event) {
            case RETRY -> PENDING;
            case ABORT -> ABORT;
            default -> null;
          };
      case DONE, ABORT -> null;
    };
  }
}
