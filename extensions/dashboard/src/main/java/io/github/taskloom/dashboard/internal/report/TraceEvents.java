package io.github.taskloom.dashboard.internal.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.taskloom.dashboard.internal.data.Json;
import java.io.IOException;

/** Writes trace events, one object each, as the Trace Event Format has them. */
final class TraceEvents {
  private static final int NANOS = 3; // decimals of microseconds

  private final JsonGenerator json;

  /** What counts as the begin. */
  private final long zero;

  TraceEvents(JsonGenerator json, long zero) {
    this.json = json;
    this.zero = zero;
  }

  /** Names a process or one of its threads, which are groups of tracks and tracks. */
  void name(String what, int process, int thread, String name, int order) throws IOException {
    metadata(what + "_name", process, thread);
    Json.text(json, "name", name);
    close();
    metadata(what + "_sort_index", process, thread);
    json.writeNumberField("sort_index", order);
    close();
  }

  private void metadata(String name, int process, int thread) throws IOException {
    json.writeStartObject();
    json.writeStringField("ph", "M");
    json.writeStringField("name", name);
    where(process, thread);
    json.writeObjectFieldStart("args");
  }

  /** A slice; what is written next, up to {@link #close}, are its arguments. */
  void slice(String name, String category, int process, int thread, long start, long end)
      throws IOException {
    begin("X", name, category, process, thread, start);
    json.writeFieldName("dur");
    Json.decimal(json, end - start, NANOS);
    json.writeObjectFieldStart("args");
  }

  /** Something without a duration; its arguments follow. */
  void instant(String name, String category, int process, int thread, long at) throws IOException {
    begin("i", name, category, process, thread, at);
    json.writeStringField("s", "t");
    json.writeObjectFieldStart("args");
  }

  /** One end of an arrow: from the slice that is open there and then, or to it. */
  void flow(boolean isStart, int id, int process, int thread, long at) throws IOException {
    begin(isStart ? "s" : "f", "requires", "edge", process, thread, at);
    json.writeNumberField("id", id);
    if (!isStart) {
      json.writeStringField("bp", "e");
    }
    json.writeEndObject();
  }

  /** How many there are of something from that time on. */
  void count(String name, int process, long at, int count) throws IOException {
    begin("C", name, "count", process, 0, at);
    json.writeObjectFieldStart("args");
    json.writeNumberField("tasks", count);
    close();
  }

  private void begin(String phase, String name, String category, int process, int thread, long at)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("ph", phase);
    Json.text(json, "name", name);
    json.writeStringField("cat", category);
    where(process, thread);
    json.writeFieldName("ts");
    Json.decimal(json, at - zero, NANOS);
  }

  private void where(int process, int thread) throws IOException {
    json.writeNumberField("pid", process);
    json.writeNumberField("tid", thread);
  }

  /** Ends arguments and event. */
  void close() throws IOException {
    json.writeEndObject();
    json.writeEndObject();
  }

  JsonGenerator arguments() {
    return json;
  }
}
