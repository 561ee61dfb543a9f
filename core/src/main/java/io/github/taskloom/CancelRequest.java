package io.github.taskloom;

/**
 * A running task was asked to end; from then on the detail of its RUNNING status. Whoever put it
 * there interrupts the runner, and the runner does not leave the task before that has arrived: the
 * interrupt reaches this task's function or nobody.
 */
final class CancelRequest {
  private final Runner runner;
  private final CancelledException why;
  private volatile boolean delivered;

  CancelRequest(Runner runner, CancelledException why) {
    this.runner = runner;
    this.why = why;
  }

  Runner runner() {
    return runner;
  }

  CancelledException why() {
    return why;
  }

  /** By the thread whose CAS put this request in place, and at once. */
  void deliver() {
    try {
      runner.thread().interrupt();
    } finally {
      delivered = true;
    }
  }

  /** By the runner, at the end of the run; then clears what the function has left of it. */
  @SuppressWarnings("ThreadPriorityCheck") // nothing depends on the yield but the time it takes
  void settle() {
    while (!delivered) {
      Thread.yield(); // the other thread is between its CAS and the interrupt
    }
    Thread.interrupted();
    if (runner.isAskedToEndOutside()) {
      runner.thread().interrupt(); // one flag for two requests: the outer function still needs it
    }
  }
}
