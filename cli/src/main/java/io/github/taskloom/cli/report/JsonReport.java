package io.github.taskloom.cli.report;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.taskloom.cli.report.RunReport.TaskReport;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A run as JSON. Each key is always there; what does not apply is null. */
final class JsonReport {
  private final JsonGenerator json;

  private JsonReport(JsonGenerator json) {
    this.json = json;
  }

  static void write(RunReport run, OutputStream out) throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8)) {
      json.useDefaultPrettyPrinter();
      new JsonReport(json).write(run);
      json.writeRaw('\n');
    }
  }

  private void write(RunReport run) throws IOException {
    json.writeStartObject();
    text("file", run.file().toString());
    text("began", shown(run.began()));
    seconds(run.elapsed());
    json.writeNumberField("exitCode", run.exitCode());
    json.writeArrayFieldStart("tasks");
    for (TaskReport task : run.tasks()) {
      write(task);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void write(TaskReport task) throws IOException {
    Instant started = task.started();
    Path log = task.log();
    json.writeStartObject();
    text("name", task.result().name());
    text("state", task.state());
    text("reason", task.reason());
    text("blocker", task.result().blocker());
    json.writeBooleanField("allowed", task.result().isAllowed());
    text("started", started == null ? null : shown(started));
    seconds(task.result().duration());
    json.writeNumberField("attempts", task.attempts());
    text("log", log == null ? null : log.toString());
    json.writeArrayFieldStart("needs");
    for (String need : task.needs()) {
      json.writeString(whole(need));
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void text(String key, @Nullable String text) throws IOException {
    json.writeStringField(key, text == null ? null : whole(text));
  }

  /** A name may have half a pair of surrogates, which no UTF-8 has. */
  private static String whole(String text) {
    return text.codePoints()
        .map(it -> it <= 0xffff && Character.isSurrogate((char) it) ? 0xfffd : it)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private void seconds(@Nullable Duration duration) throws IOException {
    if (duration == null) {
      json.writeNullField("seconds");
    } else {
      json.writeNumberField("seconds", BigDecimal.valueOf(duration.toMillis(), 3));
    }
  }

  private static String shown(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
