package io.github.taskloom.dashboard.internal.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.taskloom.dashboard.internal.data.Ints;
import io.github.taskloom.dashboard.internal.data.Json;
import io.github.taskloom.dashboard.internal.data.RunData;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;

/**
 * A run as WfCommons have it, WfFormat 1.5: what tasks there were, which came before which, and how
 * long each ran, all its attempts together.
 *
 * <p>The tasks of nested makes are left out: they ran in the time of the task that called them. So
 * are those that had settled before and did not run. What was kept from running took no time.
 */
public final class WfFormatReport {
  private static final int NANOS = 9; // decimals of seconds

  private final RunData run;
  private final RunTimes times;
  private final WfIds ids;
  private final JsonGenerator json;

  private WfFormatReport(RunData run, JsonGenerator json) {
    this.run = run;
    this.times = RunTimes.of(run);
    this.ids = WfIds.of(run);
    this.json = json;
  }

  /**
   * Writes to a stream that it leaves open.
   *
   * @throws IllegalStateException if the run has no task: the format does not allow that
   */
  public static void write(RunData run, OutputStream out) throws IOException {
    try (JsonGenerator json = Json.to(out)) {
      new WfFormatReport(run, json).write();
    }
  }

  private void write() throws IOException {
    if (ids.tasks().size() == 0) {
      throw new IllegalStateException(
          "WfFormat has no workflow without tasks, and no task has run");
    }
    json.writeStartObject();
    Json.text(json, "name", run.title().isEmpty() ? "Taskloom" : run.title());
    json.writeStringField("description", "A run of tasks, recorded by Taskloom");
    json.writeStringField("createdAt", Instant.now().toString());
    json.writeStringField("schemaVersion", "1.5");
    json.writeObjectFieldStart("runtimeSystem");
    json.writeStringField("name", "Taskloom");
    json.writeStringField("version", version());
    json.writeStringField("url", "https://github.com/taskloom/taskloom");
    json.writeEndObject();
    json.writeObjectFieldStart("workflow");
    specification();
    execution();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static String version() {
    String version = WfFormatReport.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }

  private void specification() throws IOException {
    Neighbours parents = Neighbours.of(run.tasks().size(), run.edges().to(), run.edges().from());
    Neighbours children = Neighbours.of(run.tasks().size(), run.edges().from(), run.edges().to());
    json.writeObjectFieldStart("specification");
    json.writeArrayFieldStart("tasks");
    for (int i = 0; i < ids.tasks().size(); i++) {
      int task = ids.tasks().get(i);
      String name = run.tasks().name().get(task);
      json.writeStartObject();
      Json.text(json, "name", name.isEmpty() ? ids.of(task) : name);
      Json.text(json, "id", ids.of(task));
      neighbours("parents", parents, task);
      neighbours("children", children, task);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void neighbours(String field, Neighbours neighbours, int task) throws IOException {
    json.writeArrayFieldStart(field);
    Ints those = neighbours.of(task);
    for (int i = 0; i < those.size(); i++) {
      if (ids.has(those.get(i))) {
        json.writeString(ids.of(those.get(i)));
      }
    }
    json.writeEndArray();
  }

  private void execution() throws IOException {
    Machine machine = Machine.here();
    Stamps stamps = new Stamps();
    json.writeObjectFieldStart("execution");
    json.writeFieldName("makespanInSeconds");
    Json.decimal(json, times.last() - times.first(), NANOS);
    json.writeStringField("executedAt", run.began().toString());
    json.writeArrayFieldStart("tasks");
    long[] ran = new long[run.tasks().size()];
    for (int row = 0; row < run.attempts().size(); row++) {
      ran[run.attempts().task().get(row)] += times.end(row) - run.attempts().started().get(row);
    }
    for (int i = 0; i < ids.tasks().size(); i++) {
      int task = ids.tasks().get(i);
      json.writeStartObject();
      Json.text(json, "id", ids.of(task));
      json.writeFieldName("runtimeInSeconds");
      Json.decimal(json, ran[task], NANOS);
      int first = times.firstAttempt(task);
      if (first != RunData.NONE) {
        long started = run.attempts().started().get(first);
        json.writeStringField("executedAt", stamps.of(run.began().plusNanos(started)));
      }
      json.writeArrayFieldStart("machines");
      json.writeString(machine.name());
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    machine.write(json);
    json.writeEndObject();
  }
}
