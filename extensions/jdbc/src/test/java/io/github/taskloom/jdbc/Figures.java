package io.github.taskloom.jdbc;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.jdbc.testing.H2;
import io.github.taskloom.journal.FileJournal;
import io.github.taskloom.journal.Journal;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * What journals cost: tasks a second of makes of 10,000 trivial tasks, all independent, and of a
 * chain of 500, medians of five rounds; on a PostgreSQL with fsync. By hand, see
 * docs/durability.md.
 */
final class Figures {
  private static final int ROUNDS = 5;

  private Figures() {}

  /** Prints a line for each journal. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("taskloom-figures");
    try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
      PGSimpleDataSource source = new PGSimpleDataSource();
      source.setUrl(postgres.getJdbcUrl("postgres", "postgres"));
      PGSimpleDataSource rewriting = new PGSimpleDataSource();
      rewriting.setUrl(postgres.getJdbcUrl("postgres", "postgres") + "&reWriteBatchedInserts=true");
      int[] run = {0};
      measure("file, GROUPED", () -> FileJournal.open(folder.resolve("j" + run[0]++)));
      measure("PostgreSQL", () -> JdbcJournal.open(source, "run " + run[0]++));
      measure(
          "PostgreSQL, reWriteBatchedInserts",
          () -> JdbcJournal.open(rewriting, "run " + run[0]++));
      measure(
          "PostgreSQL, appendWaits",
          () ->
              JdbcJournal.open(
                  source, "run " + run[0]++, JdbcJournalOptions.defaults().appendWaits(true)));
      measure(
          "H2 in a file",
          () -> JdbcJournal.open(H2.inFile(folder.resolve("h2" + run[0]++)), "run"));
    }
  }

  private static void measure(String what, Callable<Journal> opens) throws Exception {
    rate(opens, 10_000, false); // the JVM gets warm
    System.out.printf(
        "%-36s 10,000 independent %,9d/s   a chain of 500 %,7d/s%n",
        what, rate(opens, 10_000, false), rate(opens, 500, true));
  }

  private static long rate(Callable<Journal> opens, int tasks, boolean isChain) throws Exception {
    long[] rates = new long[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      try (Journal journal = opens.call()) {
        List<Task<?>> made = new ArrayList<>();
        for (int number = 0; number < tasks; number++) {
          Task<?> task = Task.of("t" + number, () -> "value");
          if (isChain && number > 0) {
            task.require(made.getLast());
          }
          made.add(task);
        }
        long begin = System.nanoTime();
        Make.defaults().journal(journal).now(made);
        rates[round] = tasks * 1_000_000_000L / (System.nanoTime() - begin);
      }
    }
    Arrays.sort(rates);
    return rates[ROUNDS / 2];
  }
}
