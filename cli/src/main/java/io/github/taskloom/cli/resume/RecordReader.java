package io.github.taskloom.cli.resume;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.taskloom.cli.file.InputException;
import io.github.taskloom.cli.file.Names;
import io.github.taskloom.cli.file.Position;
import io.github.taskloom.cli.file.SourceText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a record.
 *
 * @param path where it is
 * @param file the task file that it has to be of
 */
record RecordReader(Path path, String file) {
  private static final int LARGEST = 256 << 20;
  private static final String WAY_OUT = "; without --resume a run starts from nothing";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  /**
   * The definition of each task that was DONE; nothing when there is no record.
   *
   * @throws InputException when it cannot be read, or is the record of something else
   */
  Optional<Map<String, String>> read() {
    if (Files.notExists(path)) {
      return Optional.empty();
    }
    String text = new String(SourceText.bytes(path, LARGEST), StandardCharsets.UTF_8);
    Map<String, String> done = new HashMap<>();
    int number = 0;
    int start = 0;
    // A line counts once its end is there: without it, a run was killed while it wrote.
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      RecordLine line = parse(text.substring(start, end), ++number);
      if (number == 1) {
        check(line);
      } else if (line.done() != null && line.definition() != null) {
        done.put(line.done(), line.definition());
      }
      start = end + 1;
    }
    return number == 0 ? Optional.empty() : Optional.of(done);
  }

  private RecordLine parse(String text, int number) {
    try {
      @Nullable RecordLine line = JSON.readValue(text, RecordLine.class);
      if (line == null) {
        throw problem(number, 1, "it says null", null);
      }
      return line;
    } catch (JsonProcessingException e) {
      int column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
      String why = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
      throw problem(number, column, why, e);
    }
  }

  private void check(RecordLine first) {
    if (first.record() == null || first.file() == null) {
      throw problem(1, 1, "its first line does not say of which file", null);
    }
    if (!first.record().equals(RecordLine.VERSION)) {
      throw new InputException(path, "was written by another version of taskloom" + WAY_OUT);
    }
    if (!first.file().equals(file)) {
      throw new InputException(
          path,
          "is the record of another file, "
              + Names.quoted(first.file())
              + WAY_OUT
              + ", and --logs gives each file a record of its own");
    }
  }

  private InputException problem(int line, int column, String why, @Nullable Throwable cause) {
    return new InputException(
        path, new Position(line, column), "is no record of a run: " + why + WAY_OUT, cause);
  }
}
