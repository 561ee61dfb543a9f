package io.github.taskloom;

import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;

/** A task that stands in a given state, whichever that is; one that runs ends with the closing. */
final class TasksIn implements AutoCloseable {
  private final Gate gate = new Gate();
  private final Thread thread;
  final Task<String> task;

  /** Brings a task there by ordinary calls alone. */
  TasksIn(TaskState state) throws InterruptedException {
    Task<String> made =
        switch (state) {
          case PREPARE -> Task.builder("t", () -> "value").prepare().build();
          case FAILED ->
              Task.of(
                  "t",
                  () -> {
                    throw new IllegalArgumentException("on purpose");
                  });
          case RUNNING ->
              Task.of(
                  "t",
                  () -> {
                    gate.passUninterrupted();
                    return "value";
                  });
          default -> Task.of("t", () -> "value");
        };
    Thread background = null;
    switch (state) {
      case QUEUED -> made.queue();
      case RUNNING -> {
        background = made.bg();
        gate.awaitEntered();
      }
      case CANCELLED -> made.cancel();
      case DONE, FAILED -> made.dispatch();
      case ABORT -> made.abort();
      default -> {}
    }
    task = made;
    thread = background;
    if (made.state() != state) {
      throw new AssertionError(made + " should be " + state);
    }
  }

  @Override
  public void close() {
    gate.open();
    if (thread != null) {
      try {
        Bounded.join(thread);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
