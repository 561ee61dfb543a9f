package io.github.taskloom.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Order;
import io.github.taskloom.journal.FileJournal;
import io.github.taskloom.journal.JournalEntry;
import io.github.taskloom.testing.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that makes 200 tasks under a journal is killed at random moments, and begun again,
 * until all are DONE: how often is {@code -Dtaskloom.kills}.
 */
@Tag("sized")
@Timeout(1_800)
class JournalKillTest {
  private static final int KILLS = Integer.getInteger("taskloom.kills", Size.of(4, 50));

  private final long seed = Long.getLong("taskloom.seed", System.nanoTime());
  private final Random random = new Random(seed);

  /** After so many kills more tasks were begun and not recorded than can run at a time. */
  private int heldUp;

  @TempDir Path folder;

  /**
   * Nothing that was recorded as DONE runs again, nothing that has not ended counts as DONE, what
   * is DONE stands on what is DONE. No more tasks run twice than ran at the kill, unless it came
   * while the thread that was writing was held up, which is the lesser part even on a busy machine.
   */
  @Test
  void kill_atAnyMoment_losesNothingThatWasFinished() throws Exception {
    System.out.println("JournalKillTest: -Dtaskloom.seed=" + seed + " -Dtaskloom.kills=" + KILLS);
    int kills = 0;
    int graphs = 0;
    while (kills < KILLS || (2 * heldUp > kills && kills < 5 * KILLS)) { // a few may be by chance
      kills += makeToItsEnd(folder.resolve("graph " + graphs++), random.nextInt(1_000));
    }
    System.out.println(
        "JournalKillTest: %d kills of %d graphs, %d of a writer that was held up"
            .formatted(kills, graphs, heldUp));
    assertTrue(2 * heldUp <= kills, heldUp + " times of " + kills + " more than ran were lost");
  }

  /** How often it was killed. */
  private int makeToItsEnd(Path place, int graphSeed) throws Exception {
    Files.createDirectory(place);
    Path journal = place.resolve("journal");
    Path lines = Files.createFile(place.resolve("lines"));
    Set<Integer> done = Set.of();
    for (int run = 1; ; run++) {
      String what = "graph " + graphSeed + ", run " + run;
      int known = Files.readAllLines(lines).size();
      boolean wasKilled = runOrKill(journal, lines, graphSeed);
      List<String> all = Files.readAllLines(lines);
      Set<Integer> begun = numbers(all.subList(known, all.size()), Journaled.BEGIN);
      Set<Integer> again = new TreeSet<>(begun);
      again.retainAll(done);
      assertEquals(Set.of(), again, () -> what + ": were DONE, and ran again");

      done = done(journal);
      Set<Integer> unfinished = new TreeSet<>(done);
      unfinished.removeAll(numbers(all, Journaled.END));
      assertEquals(Set.of(), unfinished, () -> what + ": count as DONE, and have not ended");
      for (int task : done) {
        assertTrue(
            done.containsAll(Journaled.graph(graphSeed).get(task)), () -> what + ": " + task);
      }
      if (!wasKilled) {
        assertEquals(Journaled.TASKS, done.size(), what);
        return run - 1;
      }
      begun.removeAll(done);
      if (begun.size() > Journaled.PARALLELISM) {
        System.out.println(what + ": begun, and not recorded: " + begun);
        heldUp++;
      }
    }
  }

  private static Set<Integer> numbers(List<String> lines, String kind) {
    Set<Integer> numbers = new HashSet<>();
    for (String line : lines) {
      if (line.startsWith(kind)) {
        numbers.add(Integer.valueOf(line.substring(kind.length())));
      }
    }
    return numbers;
  }

  private static Set<Integer> done(Path file) {
    Set<Integer> done = new HashSet<>();
    if (Files.exists(file)) {
      try (FileJournal journal = FileJournal.open(file)) {
        for (int task = 0; task < Journaled.TASKS; task++) {
          JournalEntry entry = journal.find("t" + task);
          if (entry != null && entry.outcome() == JournalEntry.Outcome.DONE) {
            done.add(task);
          }
        }
      }
    }
    return done;
  }

  /** False if it came to its end before. */
  private boolean runOrKill(Path journal, Path lines, int graphSeed) throws Exception {
    Order order = random.nextBoolean() ? Order.LAYERED : Order.EAGER;
    // So many lines later, so that it gets on however long a JVM takes to start; or at any time.
    int more = random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(Journaled.TASKS);
    int millis = random.nextInt(more == 0 ? 500 : 20);
    int enough = Files.readAllLines(lines).size() + more;
    Process process =
        ChildJvm.start(
            Journaled.class,
            lines.resolveSibling("output"),
            journal.toString(),
            lines.toString(),
            String.valueOf(graphSeed),
            order.name());
    try {
      boolean hasEnded = process.waitFor(1, TimeUnit.MILLISECONDS);
      while (!hasEnded && Files.readAllLines(lines).size() < enough) {
        hasEnded = process.waitFor(1, TimeUnit.MILLISECONDS);
      }
      if (process.waitFor(millis, TimeUnit.MILLISECONDS)
          || Files.readAllLines(lines).size() == 2 * Journaled.TASKS) {
        assertTrue(process.waitFor(2, TimeUnit.MINUTES));
        assertEquals(0, process.exitValue(), () -> output(lines));
        return false;
      }
      return true;
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static String output(Path lines) {
    try {
      return Files.readString(lines.resolveSibling("output"));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
