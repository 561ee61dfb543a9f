package io.github.taskloom.cli.report;

import io.github.taskloom.TaskState;
import io.github.taskloom.cli.show.LogTail;
import io.github.taskloom.cli.show.TaskResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of a run.
 *
 * @param file the task file
 * @param began when the first task could start
 * @param elapsed from then to the end
 * @param exitCode what the process ends with, if all that it writes can be written
 * @param tasks in the order of the file
 * @param events what happened in it, as far as a report is wanted that tells it
 */
public record RunReport(
    Path file,
    Instant began,
    Duration elapsed,
    int exitCode,
    List<TaskReport> tasks,
    RunEvents events) {
  /** Copies the list. */
  public RunReport {
    tasks = List.copyOf(tasks);
  }

  /**
   * An attempt.
   *
   * @param number from 1 on
   * @param started when it started
   * @param duration how long it took
   * @param state how it ended
   * @param why the reason why it is not DONE; empty where it is
   */
  public record Try(int number, Instant started, Duration duration, TaskState state, String why) {
    Instant end() {
      return started.plus(duration);
    }
  }

  /**
   * What became of a task.
   *
   * @param result how it ended
   * @param started when its first attempt started, or null when it did not run
   * @param attempts how often it was tried; 0 when it did not run
   * @param log where its output is, or null when there is none
   * @param needs the names of those that it needs
   * @param tries its attempts; of a long series the first and the last
   */
  public record TaskReport(
      TaskResult result,
      @Nullable Instant started,
      int attempts,
      @Nullable Path log,
      List<String> needs,
      List<Try> tries) {
    private static final int LAST_LINES = 50;

    /** Copies the list. */
    public TaskReport {
      needs = List.copyOf(needs);
      tries = List.copyOf(tries);
    }

    /** The state for programs: what the engine calls it, or BLOCKED or SKIPPED. */
    String state() {
      if (result.isBlocked()) {
        return "BLOCKED";
      }
      return result.isSkipped() ? "SKIPPED" : result.state().name();
    }

    /** What is to be known of it beside its times: how it ended, and what it printed. */
    Map<String, String> notes() {
      Map<String, String> notes = new LinkedHashMap<>();
      String reason = (result.isAllowed() ? "FAILED, and was allowed to: " : "") + reason();
      if (!reason.isEmpty()) {
        notes.put("ended", reason);
      }
      if (log != null) {
        notes.put("log", log.toString());
      }
      String output = result.state() == TaskState.DONE ? "" : shownLines();
      if (!output.isEmpty()) {
        notes.put("output", output);
      }
      return notes;
    }

    private String shownLines() {
      try {
        return lastLines();
      } catch (IOException e) {
        return "cannot be read: " + e;
      }
    }

    /** The end of what it printed; empty where there is nothing. */
    String lastLines() throws IOException {
      return log == null ? "" : String.join("\n", LogTail.lines(log, LAST_LINES));
    }

    /** Why it is as it is; empty when there is nothing to tell. */
    String reason() {
      if (result.isBefore()) {
        return "DONE by an earlier run";
      }
      return result.isUpToDate() ? "up to date" : result.why();
    }
  }
}
