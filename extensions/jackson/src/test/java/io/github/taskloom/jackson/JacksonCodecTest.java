package io.github.taskloom.jackson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.taskloom.Make;
import io.github.taskloom.Outcome;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.journal.FileJournal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JacksonCodecTest {

  record Line(String text, int count) {}

  record Report(String title, List<Line> lines) {}

  private static final Report REPORT =
      new Report("été \"2026\"", List.of(new Line("a\nb", 1), new Line("", -2)));

  /** A record comes back as an equal one. */
  @Test
  void read_whatWasWritten_isEqual() throws Exception {
    JacksonCodec<Report> codec = JacksonCodec.of(Report.class);

    assertEquals(REPORT, codec.read(codec.write(REPORT)));
  }

  /** Null is a value, and not the same as none. */
  @Test
  void read_null_isNull() throws Exception {
    JacksonCodec<Report> codec = JacksonCodec.of(Report.class);

    assertNull(codec.read(codec.write(null)));
    assertThrows(NullPointerException.class, () -> codec.read(null));
  }

  /** A generic type keeps what it is of. */
  @Test
  void read_genericType_hasItsElements() throws Exception {
    JacksonCodec<Map<String, List<Line>>> codec =
        JacksonCodec.of(new TypeReference<Map<String, List<Line>>>() {});
    Map<String, List<Line>> value = Map.of("x", REPORT.lines());

    assertEquals(value, codec.read(codec.write(value)));
  }

  /** What another version has written is not taken for a value of this one. */
  @Test
  void read_otherProperties_isRefused() throws Exception {
    byte[] later = "{\"text\":\"a\",\"count\":1,\"new\":true}".getBytes(UTF_8);
    assertThrows(JsonProcessingException.class, () -> JacksonCodec.of(Line.class).read(later));

    JsonMapper lenient =
        JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
    assertEquals(
        new Line("a", 1), JacksonCodec.of(lenient, new TypeReference<Line>() {}).read(later));
  }

  /** Under a journal in a file: restored in the next run. */
  @Test
  void make_journalInAFile_restoresTheRecord(@TempDir Path folder) {
    List<String> runs = new ArrayList<>();
    for (int run = 0; run < 2; run++) {
      Task<Report> report =
          Task.builder("report", () -> ran(runs)).codec(JacksonCodec.of(Report.class)).build();
      try (FileJournal journal = FileJournal.open(folder.resolve("journal"))) {
        assertEquals(REPORT, Make.defaults().journal(journal).get(report));
      }
    }
    assertEquals(List.of("report"), runs);
  }

  private static Report ran(List<String> runs) {
    runs.add("report");
    return REPORT;
  }

  /** A value that has itself as a part. */
  public static final class Circle {
    /** Itself. */
    public Circle getSelf() {
      return this;
    }
  }

  /** What Jackson cannot write fails the task, with what Jackson says. */
  @Test
  void make_valueCannotBeWritten_fails(@TempDir Path folder) {
    Task<Circle> circle =
        Task.builder("circle", Circle::new).codec(JacksonCodec.of(Circle.class)).build();
    try (FileJournal journal = FileJournal.open(folder.resolve("journal"))) {
      Make.defaults().journal(journal).now(circle);
    }

    assertEquals(TaskState.FAILED, circle.state());
    Throwable why = ((Outcome.Failed<Circle>) circle.outcome()).cause();
    assertTrue(why.getMessage().contains("cannot be recorded"), why.getMessage());
  }
}
