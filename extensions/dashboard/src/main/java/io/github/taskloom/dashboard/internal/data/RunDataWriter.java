package io.github.taskloom.dashboard.internal.data;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes run data as JSON, one column after the other. */
public final class RunDataWriter {
  /** Of the format; another one is not read. */
  static final int VERSION = 1;

  private final JsonGenerator json;

  private RunDataWriter(JsonGenerator json) {
    this.json = json;
  }

  /** Writes to a stream that it leaves open. */
  public static void write(RunData run, OutputStream out) throws IOException {
    try (JsonGenerator json = Json.to(out)) {
      write(run, json);
    }
  }

  /** Writes one object. */
  public static void write(RunData run, JsonGenerator json) throws IOException {
    new RunDataWriter(json).run(run);
  }

  private void run(RunData run) throws IOException {
    json.writeStartObject();
    json.writeNumberField("version", VERSION);
    Json.text(json, "title", run.title());
    json.writeStringField("began", run.began().toString());
    json.writeFieldName("duration");
    Json.millis(json, run.duration());
    json.writeArrayFieldStart("makes");
    for (MakeRow make : run.makes()) {
      json.writeStartObject();
      make(json, make, true);
      json.writeEndObject();
    }
    json.writeEndArray();
    texts("workers", run.workers());
    tasks(run.tasks());
    json.writeObjectFieldStart("edges");
    ints("from", run.edges().from());
    ints("to", run.edges().to());
    json.writeEndObject();
    attempts(run.attempts());
    json.writeArrayFieldStart("failures");
    for (FailureRow failure : run.failures()) {
      failure(json, failure);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("notes");
    for (NoteRow note : run.notes()) {
      note(json, note);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** The fields of a make; its goals may be many, and never change. */
  static void make(JsonGenerator json, MakeRow make, boolean withGoals) throws IOException {
    json.writeNumberField("number", make.number());
    json.writeNumberField("parent", make.parent());
    json.writeNumberField("parentTask", make.parentTask());
    json.writeFieldName("began");
    Json.millis(json, make.began());
    json.writeFieldName("ended");
    Json.millis(json, make.ended());
    Json.text(json, "stopped", make.stopped());
    json.writeFieldName("stoppedAt");
    Json.millis(json, make.stoppedAt());
    json.writeBooleanField("paused", make.paused());
    json.writeArrayFieldStart("pauses");
    for (int i = 0; i < make.pauses().size(); i++) {
      Json.millis(json, make.pauses().get(i));
    }
    json.writeEndArray();
    if (withGoals) {
      json.writeArrayFieldStart("goals");
      for (int i = 0; i < make.goals().size(); i++) {
        json.writeNumber(make.goals().get(i));
      }
      json.writeEndArray();
    }
    json.writeNumberField("layers", make.layers());
    json.writeNumberField("dropped", make.dropped());
  }

  static void failure(JsonGenerator json, FailureRow failure) throws IOException {
    json.writeStartObject();
    json.writeNumberField("task", failure.task());
    json.writeNumberField("attempt", failure.attempt());
    Json.text(json, "message", failure.message());
    Json.text(json, "stack", failure.stack());
    json.writeEndObject();
  }

  static void note(JsonGenerator json, NoteRow note) throws IOException {
    json.writeStartObject();
    json.writeNumberField("task", note.task());
    Json.text(json, "label", note.label());
    Json.text(json, "text", note.text());
    json.writeEndObject();
  }

  private void tasks(TaskTable tasks) throws IOException {
    json.writeObjectFieldStart("tasks");
    texts("name", tasks.name());
    ints("make", tasks.make());
    states(tasks.state());
    times("ready", tasks.ready());
    times("settled", tasks.settled());
    ints("blocker", tasks.blocker());
    ints("layer", tasks.layer());
    json.writeEndObject();
  }

  private void attempts(AttemptTable attempts) throws IOException {
    json.writeObjectFieldStart("attempts");
    ints("task", attempts.task());
    ints("number", attempts.number());
    times("started", attempts.started());
    times("ended", attempts.ended());
    ints("worker", attempts.worker());
    states(attempts.state());
    json.writeEndObject();
  }

  private void texts(String name, List<String> texts) throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(Texts.wellFormed(text));
    }
    json.writeEndArray();
  }

  private void ints(String name, Ints column) throws IOException {
    json.writeArrayFieldStart(name);
    for (int i = 0; i < column.size(); i++) {
      json.writeNumber(column.get(i));
    }
    json.writeEndArray();
  }

  private void times(String name, Longs column) throws IOException {
    json.writeArrayFieldStart(name);
    for (int i = 0; i < column.size(); i++) {
      Json.millis(json, column.get(i));
    }
    json.writeEndArray();
  }

  private void states(Bytes column) throws IOException {
    json.writeArrayFieldStart("state");
    for (int i = 0; i < column.size(); i++) {
      json.writeString(State.letter(column.get(i)));
    }
    json.writeEndArray();
  }
}
