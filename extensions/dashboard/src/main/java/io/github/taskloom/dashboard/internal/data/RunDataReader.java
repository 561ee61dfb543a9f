package io.github.taskloom.dashboard.internal.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads run data, one value after the other. What it gives fits together, wherever the file is
 * from: columns of a table have one length, and each row that is named is there. Fields that are
 * not known are skipped.
 */
public final class RunDataReader {
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder().disable(StreamReadFeature.AUTO_CLOSE_SOURCE).build();

  private final Values json;

  private @Nullable String title;
  private @Nullable Instant began;
  private long duration = RunData.UNKNOWN;
  private int version;
  private final List<MakeRow> makes = new ArrayList<>();
  private final List<String> workers = new ArrayList<>();
  private TaskTable tasks = new TaskTable();
  private EdgeTable edges = new EdgeTable();
  private AttemptTable attempts = new AttemptTable();
  private final List<FailureRow> failures = new ArrayList<>();
  private final List<NoteRow> notes = new ArrayList<>();

  private RunDataReader(Values json) {
    this.json = json;
  }

  /**
   * Reads a stream to the end of the run data, and leaves it open.
   *
   * @throws IOException if it cannot be read, or is no run data; then it says where and why
   */
  public static RunData read(InputStream in) throws IOException {
    try (JsonParser parser = FACTORY.createParser(in)) {
      return new RunDataReader(new Values(parser)).run();
    }
  }

  private RunData run() throws IOException {
    json.expect(JsonToken.START_OBJECT);
    json.fields(this::field);
    if (version != RunDataWriter.VERSION) {
      throw json.wrong(
          "is no run data of version " + RunDataWriter.VERSION + ", but of " + version);
    }
    RunData run =
        new RunData(
            title == null ? "" : title,
            began == null ? Instant.EPOCH : began,
            duration,
            makes,
            workers,
            tasks,
            edges,
            attempts,
            failures,
            notes);
    String problem = RunDataCheck.problem(run);
    if (problem != null) {
      throw json.wrong(problem);
    }
    return run;
  }

  private void field(String name) throws IOException {
    switch (name) {
      case "version" -> version = json.integer();
      case "title" -> title = json.text();
      case "began" -> began = instant(json.text());
      case "duration" -> duration = json.millis();
      case "makes" -> json.elements(() -> makes.add(make()));
      case "workers" -> json.elements(() -> workers.add(json.text()));
      case "tasks" -> tasks = tasks();
      case "edges" -> edges = edges();
      case "attempts" -> attempts = attempts();
      case "failures" -> json.elements(() -> failures.add(failure()));
      case "notes" -> json.elements(() -> notes.add(note()));
      default -> json.skip();
    }
  }

  private Instant instant(String text) throws IOException {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw json.wrong("has no time in began: " + e.getMessage());
    }
  }

  private MakeRow make() throws IOException {
    MakeFields make = new MakeFields(json);
    json.fields(make::field);
    return make.row();
  }

  private TaskTable tasks() throws IOException {
    TaskTable table = new TaskTable();
    json.fields(
        name -> {
          switch (name) {
            case "name" -> json.elements(() -> table.name().add(json.text()));
            case "make" -> json.integers(table.make());
            case "state" -> json.states(table.state());
            case "ready" -> json.times(table.ready());
            case "settled" -> json.times(table.settled());
            case "blocker" -> json.integers(table.blocker());
            case "layer" -> json.integers(table.layer());
            default -> json.skip();
          }
        });
    return table;
  }

  private EdgeTable edges() throws IOException {
    EdgeTable table = new EdgeTable();
    json.fields(
        name -> {
          switch (name) {
            case "from" -> json.integers(table.from());
            case "to" -> json.integers(table.to());
            default -> json.skip();
          }
        });
    return table;
  }

  private AttemptTable attempts() throws IOException {
    AttemptTable table = new AttemptTable();
    json.fields(
        name -> {
          switch (name) {
            case "task" -> json.integers(table.task());
            case "number" -> json.integers(table.number());
            case "started" -> json.times(table.started());
            case "ended" -> json.times(table.ended());
            case "worker" -> json.integers(table.worker());
            case "state" -> json.states(table.state());
            default -> json.skip();
          }
        });
    return table;
  }

  private FailureRow failure() throws IOException {
    int[] numbers = {RunData.NONE, 0};
    String[] texts = {"", ""};
    json.fields(
        name -> {
          switch (name) {
            case "task" -> numbers[0] = json.integer();
            case "attempt" -> numbers[1] = json.integer();
            case "message" -> texts[0] = json.text();
            case "stack" -> texts[1] = json.text();
            default -> json.skip();
          }
        });
    return new FailureRow(numbers[0], numbers[1], texts[0], texts[1]);
  }

  private NoteRow note() throws IOException {
    int[] task = {RunData.NONE};
    String[] texts = {"", ""};
    json.fields(
        name -> {
          switch (name) {
            case "task" -> task[0] = json.integer();
            case "label" -> texts[0] = json.text();
            case "text" -> texts[1] = json.text();
            default -> json.skip();
          }
        });
    return new NoteRow(task[0], texts[0], texts[1]);
  }
}
