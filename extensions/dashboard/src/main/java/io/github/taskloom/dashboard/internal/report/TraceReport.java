package io.github.taskloom.dashboard.internal.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.taskloom.dashboard.internal.data.AttemptTable;
import io.github.taskloom.dashboard.internal.data.Json;
import io.github.taskloom.dashboard.internal.data.MakeRow;
import io.github.taskloom.dashboard.internal.data.RunData;
import io.github.taskloom.dashboard.internal.data.State;
import io.github.taskloom.dashboard.internal.data.TaskTable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A run in the Trace Event Format, which Perfetto, Chromium and others show: attempts on a track
 * per worker, waiting tasks on tracks of their own, makes, arrows along the edges, and how many
 * tasks ran and waited.
 */
public final class TraceReport {
  private static final int WORKERS = 1;
  private static final int WAITING = 2;
  private static final int MAKES = 3;

  /** So many waiting tasks are shown at a time; how long each waited is told with its attempt. */
  private static final int MOST_WAITING = 100;

  private static final int OVERLAPPING = 1_000_000;

  private final RunData run;
  private final RunTimes times;
  private final TraceEvents events;

  /** The track of each attempt. */
  private final int[] tracks;

  private TraceReport(RunData run, RunTimes times, JsonGenerator json) {
    this.run = run;
    this.times = times;
    this.events = new TraceEvents(json, times.first());
    this.tracks = new int[run.attempts().size()];
  }

  /** Writes to a stream that it leaves open. */
  public static void write(RunData run, OutputStream out) throws IOException {
    try (JsonGenerator json = Json.to(out)) {
      json.writeStartObject();
      json.writeStringField("displayTimeUnit", "ms");
      json.writeObjectFieldStart("otherData");
      Json.text(json, "title", run.title());
      json.writeStringField("began", run.began().toString());
      json.writeEndObject();
      json.writeArrayFieldStart("traceEvents");
      new TraceReport(run, RunTimes.of(run), json).events();
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private void events() throws IOException {
    events.name("process", WORKERS, 0, "Workers", 0);
    events.name("process", WAITING, 0, "Waiting for a worker", 1);
    events.name("process", MAKES, 0, "Makes", 2);
    attempts();
    waiting();
    makes();
    flows();
    counts("running", times.running());
    counts("waiting", times.waiting());
  }

  private void attempts() throws IOException {
    AttemptTable attempts = run.attempts();
    List<Tracks> ofWorkers = new ArrayList<>();
    for (int i = 0; i <= run.workers().size(); i++) {
      ofWorkers.add(new Tracks(Integer.MAX_VALUE));
    }
    for (int row : times.byStart()) {
      int worker = attempts.worker().get(row) + 1; // 0 for one that is not known
      long start = attempts.started().get(row);
      long end = times.end(row);
      int track = ofWorkers.get(worker).place(start, end);
      tracks[row] = 1 + worker + track * OVERLAPPING;
      int task = attempts.task().get(row);
      byte state = attempts.state().get(row);
      events.slice(name(task), State.word(state), WORKERS, tracks[row], start, end);
      attempt(row, task, state);
    }
    for (int worker = 0; worker < ofWorkers.size(); worker++) {
      String name = worker == 0 ? "worker not known" : run.workers().get(worker - 1);
      for (int track = 0; track < ofWorkers.get(worker).size(); track++) {
        String shown = track == 0 ? name : name + ", overlapping";
        events.name("thread", WORKERS, 1 + worker + track * OVERLAPPING, shown, worker);
      }
    }
  }

  private void attempt(int row, int task, byte state) throws IOException {
    JsonGenerator arguments = events.arguments();
    arguments.writeNumberField("make", run.makes().get(run.tasks().make().get(task)).number());
    arguments.writeNumberField("task", task);
    arguments.writeNumberField("attempt", run.attempts().number().get(row));
    arguments.writeStringField("state", State.word(state));
    arguments.writeFieldName("waited_ms");
    Json.millis(arguments, times.waited(row));
    events.close();
  }

  private void waiting() throws IOException {
    Tracks waits = new Tracks(MOST_WAITING);
    for (int row : times.byReady()) {
      long end = run.attempts().started().get(row);
      long start = end - times.waited(row);
      int track = waits.place(start, end);
      if (track >= 0) {
        String why = run.attempts().number().get(row) > 1 ? "next attempt" : "ready";
        events.slice(name(run.attempts().task().get(row)), why, WAITING, track + 1, start, end);
        events.close();
      }
    }
    for (int track = 0; track < waits.size(); track++) {
      events.name("thread", WAITING, track + 1, "waiting " + (track + 1), track);
    }
  }

  private void makes() throws IOException {
    Tracks ofMakes = new Tracks(Integer.MAX_VALUE);
    int[] track = new int[run.makes().size()];
    for (int row : times.makesByStart()) {
      MakeRow make = run.makes().get(row);
      long end = times.endOfMake(row);
      track[row] = 1 + ofMakes.place(make.began(), end);
      events.slice("make " + make.number(), "make", MAKES, track[row], make.began(), end);
      events.arguments().writeNumberField("goals", make.goals().size());
      events.arguments().writeNumberField("dropped_events", make.dropped());
      Json.text(events.arguments(), "stopped", make.stopped());
      events.close();
      for (int i = 0; i < make.pauses().size(); i++) {
        String what = i % 2 == 0 ? "paused" : "resumed";
        events.instant(what, "pause", MAKES, track[row], make.pauses().get(i));
        events.close();
      }
      if (make.stopped() != null && make.stoppedAt() != RunData.UNKNOWN) {
        events.instant("stopped: " + make.stopped(), "stop", MAKES, track[row], make.stoppedAt());
        events.close();
      }
    }
    for (int i = 0; i < ofMakes.size(); i++) {
      events.name("thread", MAKES, i + 1, "makes " + (i + 1), i);
    }
    notRun(track);
  }

  /** What settled without an attempt is told where its make is. */
  private void notRun(int[] trackOfMake) throws IOException {
    TaskTable tasks = run.tasks();
    for (int task = 0; task < tasks.size(); task++) {
      long settled = tasks.settled().get(task);
      if (settled != RunData.UNKNOWN && times.lastAttempt(task) == RunData.NONE) {
        String state = State.word(tasks.state().get(task));
        int make = tasks.make().get(task);
        events.instant(
            state + " without a run: " + name(task), state, MAKES, trackOfMake[make], settled);
        int blocker = tasks.blocker().get(task);
        if (blocker != RunData.NONE) {
          Json.text(events.arguments(), "blocked by", name(blocker));
        }
        events.close();
      }
    }
  }

  private void flows() throws IOException {
    for (int edge = 0; edge < run.edges().size(); edge++) {
      int from = times.lastAttempt(run.edges().from().get(edge));
      int to = times.firstAttempt(run.edges().to().get(edge));
      if (from != RunData.NONE && to != RunData.NONE) {
        // Inside of the slice: at its end it is over.
        long start = run.attempts().started().get(from);
        long end = Math.max(start, times.end(from) - 1);
        events.flow(true, edge + 1, WORKERS, tracks[from], end);
        events.flow(false, edge + 1, WORKERS, tracks[to], run.attempts().started().get(to));
      }
    }
  }

  private void counts(String name, List<RunTimes.Count> counts) throws IOException {
    for (RunTimes.Count count : counts) {
      events.count(name, WORKERS, count.at(), count.tasks());
    }
  }

  private String name(int task) {
    return run.tasks().name().get(task);
  }
}
