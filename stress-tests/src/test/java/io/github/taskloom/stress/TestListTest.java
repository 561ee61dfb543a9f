package io.github.taskloom.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestListTest {
  /** Every stress test is in the list that jcstress reads; without it jcstress ends well, idle. */
  @Test
  void testList_built_holdsEveryStressTest() throws IOException {
    try (var list = getClass().getResourceAsStream("/META-INF/TestList")) {
      assertNotNull(list, "jcstress's annotation processor did not run");
      List<String> lines =
          new String(list.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank())
              .toList();
      assertEquals(1, lines.size(), lines::toString);
      assertEquals(
          1, lines.stream().filter(line -> line.contains("DispatchAgainstCancel")).count());
    }
  }
}
