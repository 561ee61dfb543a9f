package io.github.taskloom.cli.report;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.cli.report.RunReport.TaskReport;
import io.github.taskloom.dashboard.Recording;
import io.github.taskloom.dashboard.Report;
import io.github.taskloom.event.MakeEvent;
import io.github.taskloom.event.MakeListener;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What happens in a run, kept as it comes, and looked at when the run has ended: only then it is
 * known how the tasks ended in the words of the command line, and a run whose reports do not tell
 * it has none of this.
 *
 * <p>It is told events by a thread of the engine; the rest is for the making thread, when all makes
 * have ended.
 */
public final class RunEvents implements MakeListener {
  private final boolean isWanted;
  private final UnaryOperator<String> masked;
  private final Queue<MakeEvent> events = new ConcurrentLinkedQueue<>();
  private @Nullable Report report;

  /**
   * @param isWanted whether a report tells what happens
   * @param masked gives a text without what must not be seen
   */
  public RunEvents(boolean isWanted, UnaryOperator<String> masked) {
    this.isWanted = isWanted;
    this.masked = masked;
  }

  /** For a run of which no events were kept. */
  static RunEvents none() {
    return new RunEvents(false, text -> text);
  }

  /** The same make, which tells this what happens, if it is wanted. */
  public Make told(Make make) {
    return isWanted ? make.recorder(this) : make;
  }

  @Override
  public void onEvent(MakeEvent event) {
    events.add(event);
  }

  /** All that happened in the run that has ended so; what its attempts tell if none was kept. */
  Report of(RunReport run) {
    Report whole = report;
    if (whole == null) {
      Map<String, TaskReport> tasks = new HashMap<>();
      run.tasks().forEach(task -> tasks.put(task.result().name(), task));
      Recording recording =
          Recording.builder().texts(masked).notes(task -> notes(task, tasks)).build();
      (isWanted ? OneMake.of(events) : KeptEvents.of(run)).forEach(recording::onEvent);
      whole = Report.of(recording).title(masked.apply(String.valueOf(run.file().getFileName())));
      report = whole;
    }
    return whole;
  }

  private static Map<String, String> notes(Task<?> task, Map<String, TaskReport> tasks) {
    TaskReport report = tasks.get(task.name());
    return report == null ? Map.of() : report.notes();
  }
}
