package io.github.taskloom.cli.fresh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.taskloom.cli.glob.FoundFile.Stamp;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A success that is read is the one that was written; none is read from what is not whole. */
@Timeout(60)
class SuccessFileTest {
  private static final Success SUCCESS =
      new Success(
          "é 😀 " + "long ".repeat(20_000),
          "definition",
          "effect",
          new TreeMap<>(Map.of("a", "1", "b", "2")),
          new TreeMap<>(
              Map.of(
                  "in",
                  new Content("x", new Stamp(1, 2, 3, 4)),
                  "z",
                  new Content("y", Stamp.NONE))),
          new TreeMap<>());

  @Test
  void read_whole_isWhatWasWritten() throws IOException {
    assertEquals(SUCCESS, SuccessFile.read(SuccessFile.write(SUCCESS)));
  }

  @Test
  void read_cutOrChanged_isNone() throws IOException {
    byte[] bytes =
        SuccessFile.write(
            new Success("t", "d", "e", Map.of(), SUCCESS.inputs(), SUCCESS.outputs()));
    for (int at = 0; at < bytes.length; at++) {
      assertNull(SuccessFile.read(Arrays.copyOf(bytes, at)), "cut at " + at);
      byte[] other = bytes.clone();
      other[at] ^= 1;
      assertNull(SuccessFile.read(other), "changed at " + at);
    }
    assertNull(SuccessFile.read(new byte[bytes.length]), "zeros");
  }
}
