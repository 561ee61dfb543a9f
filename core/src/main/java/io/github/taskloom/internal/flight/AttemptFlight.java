package io.github.taskloom.internal.flight;

import java.util.function.Supplier;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** An attempt of a task, from its start to the end of its callbacks. */
@Name("taskloom.TaskAttempt")
@Label("Task Attempt")
@Category("Taskloom")
@Description("A function that runs, with the callbacks of its task")
@StackTrace(false)
@Threshold("1 ms")
final class AttemptFlight extends Event {
  @Label("Make")
  long make;

  @Label("Parent Make")
  long parent;

  @Label("Task")
  @Nullable String task;

  @Label("Attempt")
  int attempt;

  @Label("State")
  @Description("How it has ended: DONE, FAILED, CANCELLED or ABORT")
  @Nullable String state;

  @Label("Worker")
  @Description("The thread that has called the function")
  @Nullable String worker;

  transient Supplier<String> name;
  transient Thread thread;

  AttemptFlight(Supplier<String> name, Thread thread) {
    this.name = name;
    this.thread = thread;
  }

  /** What to call a thread: most virtual ones have no name. */
  static String nameOf(Thread thread) {
    String name = thread.getName();
    return name.isEmpty() ? (thread.isVirtual() ? "virtual " : "") + "#" + thread.threadId() : name;
  }
}
