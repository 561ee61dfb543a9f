package io.github.taskloom.dashboard.internal.data;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Writes changes as JSON, row by row, for a page that has the rest. */
public final class ChangesWriter {
  private ChangesWriter() {}

  /** Writes one object. */
  public static void write(Changed changed, JsonGenerator json) throws IOException {
    json.writeStartObject();
    makes(changed, json);
    json.writeArrayFieldStart("workers");
    for (String worker : changed.workers()) {
      json.writeString(Texts.wellFormed(worker));
    }
    json.writeEndArray();
    tasks(changed, json);
    json.writeArrayFieldStart("edges");
    for (int i = 0; i < changed.edges().size(); i++) {
      json.writeStartArray();
      json.writeNumber(changed.edges().from().get(i));
      json.writeNumber(changed.edges().to().get(i));
      json.writeEndArray();
    }
    json.writeEndArray();
    attempts(changed, json);
    json.writeArrayFieldStart("failures");
    for (FailureRow failure : changed.failures()) {
      RunDataWriter.failure(json, failure);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("notes");
    for (NoteRow note : changed.notes()) {
      RunDataWriter.note(json, note);
    }
    json.writeEndArray();
    json.writeFieldName("now");
    Json.millis(json, changed.now());
    json.writeEndObject();
  }

  private static void makes(Changed changed, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("makes");
    for (int i = 0; i < changed.makes().size(); i++) {
      int row = changed.makeRows().get(i);
      json.writeStartObject();
      json.writeNumberField("index", row);
      RunDataWriter.make(json, changed.makes().get(i), row >= changed.firstNewMake());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void tasks(Changed changed, JsonGenerator json) throws IOException {
    TaskTable tasks = changed.tasks();
    json.writeArrayFieldStart("tasks");
    for (int i = 0; i < tasks.size(); i++) {
      json.writeStartArray();
      json.writeNumber(changed.taskRows().get(i));
      json.writeString(Texts.wellFormed(tasks.name().get(i)));
      json.writeNumber(tasks.make().get(i));
      json.writeString(State.letter(tasks.state().get(i)));
      Json.millis(json, tasks.ready().get(i));
      Json.millis(json, tasks.settled().get(i));
      json.writeNumber(tasks.blocker().get(i));
      json.writeNumber(tasks.layer().get(i));
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  private static void attempts(Changed changed, JsonGenerator json) throws IOException {
    AttemptTable attempts = changed.attempts();
    json.writeArrayFieldStart("attempts");
    for (int i = 0; i < attempts.size(); i++) {
      json.writeStartArray();
      json.writeNumber(changed.attemptRows().get(i));
      json.writeNumber(attempts.task().get(i));
      json.writeNumber(attempts.number().get(i));
      Json.millis(json, attempts.started().get(i));
      Json.millis(json, attempts.ended().get(i));
      json.writeNumber(attempts.worker().get(i));
      json.writeString(State.letter(attempts.state().get(i)));
      json.writeEndArray();
    }
    json.writeEndArray();
  }
}
