package io.github.taskloom.jdbc.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Order;
import io.github.taskloom.Task;
import io.github.taskloom.jdbc.JdbcJournal;
import io.github.taskloom.jdbc.testing.Bounded;
import io.github.taskloom.journal.JournalEntry;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.Driver;

/** One run, which is killed again and again until it has come to its end. */
final class KilledRun {
  private final String url;
  private final String name;
  private final Path folder;
  private final Random random;
  private final int graphSeed;
  private final Path lines;

  /** How many kills are left, of all runs. */
  private final AtomicInteger budget;

  private int kills;
  private int killedWhileOpen;

  KilledRun(String url, String name, Path folder, long seed, AtomicInteger budget)
      throws IOException {
    this.budget = budget;
    this.url = url;
    this.name = name;
    this.folder = Files.createDirectory(folder);
    this.random = new Random(seed);
    this.graphSeed = random.nextInt(1_000);
    this.lines = Files.createFile(folder.resolve("lines"));
  }

  int kills() {
    return kills;
  }

  /** Of these, how often the process had the run, so that it had to be taken over. */
  int killedWhileOpen() {
    return killedWhileOpen;
  }

  /** Looks after each kill at what is recorded, which the next process goes on from. */
  KilledRun toItsEnd() throws Exception {
    Set<Integer> done = Set.of();
    for (int run = 1; ; run++) {
      String what = name + ", graph " + graphSeed + ", run " + run;
      int known = lines().size();
      boolean appendWaits = random.nextBoolean();
      boolean wasKilled = runOrKill(appendWaits, 200 + 100 * run); // so that it ends one day
      List<String> all = lines();
      List<String> ofRun = all.subList(known, all.size());
      if (wasKilled && ofRun.contains(Journaled.OPENED)) {
        killedWhileOpen++;
      }
      Set<Integer> begun = numbers(ofRun, Journaled.BEGIN);
      Set<Integer> again = new TreeSet<>(begun);
      again.retainAll(done);
      assertEquals(Set.of(), again, () -> what + ": were DONE, and ran again");

      Set<Integer> before = done;
      done = done();
      assertTrue(done.containsAll(before), () -> what + ": something that was DONE is lost");
      Set<Integer> unfinished = new TreeSet<>(done);
      unfinished.removeAll(numbers(all, Journaled.END));
      assertEquals(Set.of(), unfinished, () -> what + ": count as DONE, and have not ended");
      for (int task : begun) { // what a task stands on was acknowledged before it began
        assertTrue(
            done.containsAll(Journaled.graph(graphSeed).get(task)), () -> what + ": " + task);
      }
      if (!wasKilled) {
        assertEquals(Journaled.TASKS, done.size(), what);
        return this;
      }
      kills++;
      begun.removeAll(done);
      assertTrue(
          !appendWaits || begun.size() <= Journaled.PARALLELISM,
          () -> what + ": begun, and not recorded: " + begun);
    }
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(lines);
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

  /** Takes the run over, so that nothing that the killed process has begun is still on its way. */
  private Set<Integer> done() {
    Set<Integer> done = new HashSet<>();
    try (JdbcJournal journal = Journaled.open(url, name, false)) {
      for (int task = 0; task < Journaled.TASKS; task++) {
        JournalEntry entry = journal.find("t" + task);
        if (entry != null && entry.outcome() == JournalEntry.Outcome.DONE) {
          done.add(task);
        }
      }
    }
    return done;
  }

  /** False if it came to its end before. */
  private boolean runOrKill(boolean appendWaits, int mostMillis) throws Exception {
    Order order = random.nextBoolean() ? Order.LAYERED : Order.EAGER;
    Process process = start(order, appendWaits);
    try {
      if (random.nextInt(5) > 0) { // else at any moment, also before it has opened the journal
        long known = opened();
        Bounded.until(() -> !process.isAlive() || opened() > known);
      }
      if (process.waitFor(random.nextInt(mostMillis), TimeUnit.MILLISECONDS)
          || budget.getAndDecrement() <= 0) {
        assertTrue(process.waitFor(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), this::output);
        return false;
      }
      return true;
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private long opened() {
    try {
      return lines().stream().filter(Journaled.OPENED::equals).count();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Process start(Order order, boolean appendWaits) throws Exception {
    List<String> path = new ArrayList<>();
    for (Class<?> type : List.of(Task.class, JdbcJournal.class, Driver.class, Journaled.class)) {
      path.add(
          Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
    }
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-cp",
            String.join(File.pathSeparator, path),
            Journaled.class.getName(),
            url,
            name,
            lines.toString(),
            String.valueOf(graphSeed),
            order.name(),
            String.valueOf(appendWaits))
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output").toFile())
        .start();
  }

  private String output() {
    try {
      return Files.readString(folder.resolve("output"));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
