package io.github.taskloom.internal.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** A make, from its begin to its end. */
@Name("taskloom.Make")
@Label("Make")
@Category("Taskloom")
@Description("Tasks that were made together, with all that they require")
@StackTrace(false)
@Threshold("0 ms")
final class MakeFlight extends Event {
  @Label("Make")
  @Description("Its number in this JVM")
  long make;

  @Label("Parent Make")
  @Description("The number of the make that it is called in; 0 if in none, or that is not seen")
  long parent;

  @Label("Parent Task")
  @Description("The task that calls it")
  @Nullable String parentTask;

  @Label("Goals")
  @Nullable String goals;

  @Label("Tasks")
  @Description("How many tasks it was to settle")
  int tasks;

  @Label("Done")
  long done;

  @Label("Failed")
  long failed;

  @Label("Cancelled")
  long cancelled;

  @Label("Stopped")
  @Description("Why it started nothing more")
  @Nullable String stopped;
}
