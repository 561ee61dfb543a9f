package io.github.taskloom.stress.mutant;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The mutants are still of this engine: to run them all takes many minutes, this does not. */
class MutantsFitTest {
  private static final Path SOURCES = Path.of("../core/src/main/java");

  /** What each of them replaces is there, once. */
  @Test
  void mutants_sources_haveWhatIsReplaced() {
    assertAll(Mutants.ALL.stream().map(mutant -> () -> mutant.text(SOURCES)));
  }

  /** The test meant for each of them is one that jcstress knows. */
  @Test
  void mutants_tests_areListed() throws IOException {
    try (InputStream list = getClass().getResourceAsStream("/META-INF/TestList")) {
      assertNotNull(list, "jcstress's annotation processor did not run");
      String listed = new String(list.readAllBytes(), StandardCharsets.UTF_8);
      List<String> unknown =
          Mutants.ALL.stream()
              .map(Mutant::test)
              .filter(test -> !Pattern.compile(test).matcher(listed).find())
              .toList();

      assertEquals(List.of(), unknown);
    }
  }
}
