package io.github.taskloom.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsFileTest {
  @TempDir private Path folder;

  /** What people wrote before, between and after the parts stays; each JDK has its own part. */
  @Test
  void write_again_replacesOnlyItsPart() throws IOException {
    Path file = folder.resolve("RESULTS.md");
    ResultsFile.write(file, "JDK 25", "old 25");
    ResultsFile.write(file, "JDK 21", "old 21");
    String edited =
        "Before.\n"
            + Files.readString(file).replace("<!-- begin JDK 21", "Between.\n<!-- begin JDK 21")
            + "After.\n";
    Files.writeString(file, edited);
    ResultsFile.write(file, "JDK 25", "new 25");
    String text = Files.readString(file);
    assertEquals(edited.replace("old 25", "new 25"), text);
    assertTrue(text.contains("old 21"));
  }

  /** Half a pair of marks is not guessed at. */
  @Test
  void replaced_endMarkMissing_throws() {
    String text = ResultsFile.replaced("", "JDK 25", "figures");
    String broken = text.substring(0, text.indexOf("<!-- end"));
    assertThrows(
        IllegalArgumentException.class, () -> ResultsFile.replaced(broken, "JDK 25", "figures"));
  }
}
