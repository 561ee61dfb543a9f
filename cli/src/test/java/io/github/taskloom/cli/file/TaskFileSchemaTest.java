package io.github.taskloom.cli.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.taskloom.cli.file.JudgedFiles.Judged;
import io.github.taskloom.cli.file.Judges.Verdicts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the reader accepts, {@code docs/taskfile.schema.json} accepts, and nothing more. */
class TaskFileSchemaTest {
  private static final String SEED = "taskloom.seed";
  private static final int FILES =
      "full".equals(System.getProperty("taskloom.size")) ? 10_000 : 300;

  @TempDir Path folder;
  private Judges judges;

  @BeforeEach
  void read() throws IOException {
    judges = new Judges(folder);
  }

  /** A key that one of the two knows is known to the other, described, and judged. */
  @Test
  void keys_ofSchema_areThoseOfTheReader() {
    assertEquals(new TreeSet<>(TaskFileReader.TOP_KEYS), judges.keys(""));
    assertEquals(new TreeSet<>(TaskReader.TASK_KEYS), judges.keys("/definitions/task"));
    assertEquals(new TreeSet<>(IncludeReader.INCLUDE_KEYS), judges.keys("/definitions/include"));
    assertEquals(new TreeSet<>(NeedsReader.NEED_KEYS), judges.keys("/definitions/need/anyOf/1"));
    assertEquals(new TreeSet<>(PolicyReader.RETRY_KEYS), judges.keys("/definitions/retry"));
    assertEquals(List.of(), judges.undescribed(), "keys without a description");

    for (String verdict : List.of("accepted", "refused")) {
      assertEquals(
          List.of(), unjudged(verdict), "keys without such a line in judged.txt: " + verdict);
    }
  }

  private static List<String> unjudged(String verdict) {
    Set<String> keys = new TreeSet<>();
    for (Collection<String> table :
        List.of(
            TaskFileReader.TOP_KEYS,
            TaskReader.TASK_KEYS,
            IncludeReader.INCLUDE_KEYS,
            NeedsReader.NEED_KEYS,
            PolicyReader.RETRY_KEYS)) {
      keys.addAll(table);
    }
    List<Judged> judged =
        JudgedFiles.all().stream().filter(line -> line.verdict().equals(verdict)).toList();
    keys.removeIf(
        key -> {
          Pattern used = Pattern.compile("[{ ]" + Pattern.quote(key) + ":");
          return judged.stream().anyMatch(line -> used.matcher(line.yaml()).find());
        });
    return List.copyOf(keys);
  }

  /** Each line of judged.txt, by both. */
  @Test
  void judge_eachLine_isAsToldThere() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Judged judged : JudgedFiles.all()) {
      Verdicts verdicts = judges.ask(judged.file(), JudgedFiles.load(judged.file()));
      if (!verdict(verdicts).equals(judged.verdict())) {
        wrong.add(judged + "\n  " + verdicts);
      }
    }

    assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
  }

  private static String verdict(Verdicts verdicts) {
    if (!verdicts.agree()) {
      return "a difference";
    }
    if (verdicts.isAccepted()) {
      return "accepted";
    }
    return verdicts.schema().isEmpty() ? "reader" : "refused";
  }

  /** Random files, most of them spoiled: both say the same of each. */
  @Test
  @Tag("sized")
  void judge_randomFiles_isTheSameOfBoth() throws IOException {
    long seed = Long.getLong(SEED, System.nanoTime());
    RandomTaskFiles random = new RandomTaskFiles(seed);
    ObjectMapper json = new ObjectMapper();
    int accepted = 0;
    int refused = 0;
    for (int i = 0; i < FILES; i++) {
      Object file = i % 4 == 0 ? random.right() : random.spoiled();
      String text = json.writeValueAsString(file);
      Verdicts verdicts = judges.ask(text, file);
      assertTrue(verdicts.agree(), () -> "-D" + SEED + "=" + seed + ": " + text + "\n" + verdicts);
      accepted += verdicts.isAccepted() ? 1 : 0;
      refused += verdicts.schema().isEmpty() ? 0 : 1;
    }

    String counts = accepted + " accepted, " + refused + " refused, -D" + SEED + "=" + seed;
    System.out.println("TaskFileSchemaTest: " + counts);
    assertTrue(accepted > FILES / 10 && refused > FILES / 10, counts);
  }
}
