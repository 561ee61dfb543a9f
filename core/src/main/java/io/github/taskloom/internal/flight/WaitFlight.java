package io.github.taskloom.internal.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** A task that is ready waits until its function is called. */
@Name("taskloom.TaskWait")
@Label("Task Wait")
@Category("Taskloom")
@Description("A task was ready, and waited for a thread; or for its next attempt")
@StackTrace(false)
@Threshold("1 ms")
final class WaitFlight extends Event {
  @Label("Make")
  long make;

  @Label("Parent Make")
  long parent;

  @Label("Task")
  @Nullable String task;

  @Label("Attempt")
  @Description("The one that it waited for")
  int attempt;

  @Label("Backoff")
  @Description("How much of it was to be waited by the rule of the task")
  @Timespan(Timespan.NANOSECONDS)
  long backoff;

  @Label("Worker")
  @Description("The thread that has called the function")
  @Nullable String worker;
}
