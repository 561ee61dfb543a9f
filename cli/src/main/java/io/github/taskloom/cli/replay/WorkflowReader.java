package io.github.taskloom.cli.replay;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.taskloom.cli.file.InputException;
import io.github.taskloom.cli.file.Position;
import io.github.taskloom.cli.file.SourceText;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a recorded execution: WfFormat 1.5, JSON. */
public final class WorkflowReader {
  private static final int LARGEST = 256 << 20;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private WorkflowReader() {}

  /**
   * Reads a file.
   *
   * @throws InputException when it cannot be read or is no execution that can be replayed
   */
  public static Workflow read(Path file) {
    byte[] bytes = SourceText.bytes(file, LARGEST);
    try {
      WfFormat format = JSON.readValue(bytes, WfFormat.class);
      if (format == null) {
        throw new InputException(file, "is no WfFormat: it says null");
      }
      return new WorkflowCheck(file).workflow(format);
    } catch (JsonProcessingException e) {
      String problem = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
      throw new InputException(file, position(e.getLocation()), "is no WfFormat: " + problem, e);
    } catch (IOException e) {
      throw new InputException(file, null, "cannot be read: " + e, e);
    }
  }

  private static @Nullable Position position(@Nullable JsonLocation at) {
    return at == null ? null : new Position(at.getLineNr(), at.getColumnNr());
  }
}
