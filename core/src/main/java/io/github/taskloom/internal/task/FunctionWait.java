package io.github.taskloom.internal.task;

import java.util.function.Consumer;
import java.util.stream.Stream;

/** Something that a function has begun and waits for: a make, which waits for others itself. */
public interface FunctionWait {

  /** The threads that run something for it. */
  void forEachRunner(Consumer<Runner> action);

  /** What it waits for that others run. */
  Stream<TaskNode<?>> waitedFor();
}
