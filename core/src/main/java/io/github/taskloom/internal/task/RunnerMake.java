package io.github.taskloom.internal.task;

import java.util.concurrent.CompletionStage;

/** What a runner knows of the make that it works for, where that is observed. */
public interface RunnerMake {

  /** Its own in this JVM; never 0. */
  long number();

  /** By the runner's thread: the function of a task has given that stage, in that attempt. */
  void given(TaskNode<?> task, int attempt, CompletionStage<?> stage);
}
