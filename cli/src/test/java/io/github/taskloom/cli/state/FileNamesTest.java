package io.github.taskloom.cli.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FileNamesTest {

  /** Usual names stay as they are, others lose what no file name may have. */
  @Test
  void safe_anyText_isAFileName() {
    assertEquals("compile-1.2_x", FileNames.safe("compile-1.2_x"));
    assertEquals("a_b", FileNames.safe("a/b"));
    assertEquals("_.._.._etc", FileNames.safe("../../etc"));
    assertEquals("_..", FileNames.safe(".."));
    assertEquals("__q__", FileNames.safe("\n\"q\"😀"));
    assertEquals("_", FileNames.safe(""));
    assertEquals("x".repeat(100), FileNames.safe("x".repeat(10_000)));
  }

  /** Two tasks never share a file, not even where case does not count. */
  @Test
  void stem_alike_areTold() {
    List<String> names = List.of("a_b", "a/b", "A_B", "a?b", "a_b-2");
    FileNames files = FileNames.of(names);

    assertEquals(
        List.of("a_b", "a_b-2", "A_B-3", "a_b-4", "a_b-2-2"),
        names.stream().map(files::stem).toList());
  }

  /** Many names that look alike get their files quickly. */
  @Test
  void stem_manyAlike_areDistinct() {
    List<String> names = IntStream.range(0, 20_000).mapToObj(i -> "é".repeat(100) + i).toList();
    FileNames files = FileNames.of(names);

    assertTrue(
        names.stream()
                .map(name -> files.stem(name).toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet())
                .size()
            == names.size());
  }
}
