package io.github.taskloom.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TestListTest {
  private static final Path SOURCES = Path.of("src/main/java");
  private static final Pattern TEST = Pattern.compile("^\\s*@JCStressTest\\b", Pattern.MULTILINE);

  /** Every stress test is in the list that jcstress reads; without it jcstress ends well, idle. */
  @Test
  void testList_built_holdsEveryStressTest() throws IOException {
    List<String> listed;
    try (InputStream list = getClass().getResourceAsStream("/META-INF/TestList")) {
      assertNotNull(list, "jcstress's annotation processor did not run");
      listed =
          new String(list.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank())
              .toList();
    }
    long declared = 0;
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        declared += TEST.matcher(Files.readString(file)).results().count();
      }
    }

    assertEquals(declared, listed.size());
    assertTrue(listed.size() >= 50, () -> "only so many are left: " + listed.size());
  }
}
