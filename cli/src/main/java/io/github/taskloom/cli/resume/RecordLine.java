package io.github.taskloom.cli.resume;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One line of a record, as the JSON has it: anything may be missing, what else is there is skipped.
 *
 * <pre>
 * {"record":"1","file":"/home/ada/nightly.yaml"}    the first line
 * {"done":"orders","definition":"5f2a..."}          each other line
 * </pre>
 *
 * @param record the version of the format
 * @param file the task file that was run
 * @param done the name of a task that was DONE
 * @param definition its {@link Definition} at that time
 */
record RecordLine(
    @Nullable String record,
    @Nullable String file,
    @Nullable String done,
    @Nullable String definition) {
  static final String VERSION = "1";

  /** ASCII alone, so that half a surrogate pair, which YAML lets pass, comes back as it was. */
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  /** The first line of a record. */
  static byte[] first(String file) {
    return bytes("record", VERSION, "file", file);
  }

  /** The line of a task that is DONE. */
  static byte[] done(String task, String definition) {
    return bytes("done", task, "definition", definition);
  }

  private static byte[] bytes(String name, String value, String secondName, String secondValue) {
    // Not through databind, which would slow down the start of every run.
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField(name, value);
      json.writeStringField(secondName, secondValue);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory can always be written", e);
    }
    return line.append('\n').toString().getBytes(StandardCharsets.US_ASCII);
  }
}
