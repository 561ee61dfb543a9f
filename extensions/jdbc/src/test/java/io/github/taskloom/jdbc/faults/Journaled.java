package io.github.taskloom.jdbc.faults;

import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.Task;
import io.github.taskloom.jdbc.JdbcJournal;
import io.github.taskloom.jdbc.JdbcJournalOptions;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The program of {@link JdbcKillTest}: 200 tasks under a journal, each of which leaves a line in a
 * file when it begins and one when it ends.
 */
final class Journaled {
  static final int TASKS = 200;
  static final int PARALLELISM = 8;
  static final String OPENED = "opened";
  static final String BEGIN = "begin ";
  static final String END = "end ";
  static final Duration LEASE = Duration.ofMillis(400);

  private Journaled() {}

  /** The numbers of the tasks that each task requires; the same for the same seed. */
  static List<List<Integer>> graph(long seed) {
    Random random = new Random(seed);
    List<List<Integer>> required = new ArrayList<>();
    for (int task = 0; task < TASKS; task++) {
      List<Integer> mine = new ArrayList<>();
      for (int earlier = Math.max(0, task - 20); earlier < task; earlier++) {
        if (random.nextInt(12) == 0) {
          mine.add(earlier);
        }
      }
      required.add(mine);
    }
    return required;
  }

  /** How both sides open it. */
  static JdbcJournal open(String url, String run, boolean appendWaits) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    return JdbcJournal.open(
        source,
        run,
        JdbcJournalOptions.defaults()
            .lease(LEASE)
            .waitForOwner(Duration.ofSeconds(60))
            .appendWaits(appendWaits));
  }

  /**
   * Takes the database, the run, the file for the lines, a seed, an order, whether appends wait.
   */
  public static void main(String[] arguments) throws IOException {
    long seed = Long.parseLong(arguments[3]);
    try (FileOutputStream lines = new FileOutputStream(arguments[2], true);
        JdbcJournal journal =
            open(arguments[0], arguments[1], Boolean.parseBoolean(arguments[5]))) {
      line(lines, OPENED);
      List<Task<?>> tasks = new ArrayList<>();
      for (List<Integer> required : graph(seed)) {
        int number = tasks.size();
        Task<Integer> task = Task.of("t" + number, () -> run(lines, number));
        required.forEach(earlier -> task.require(tasks.get(earlier)));
        tasks.add(task);
      }
      Make.defaults()
          .order(Order.valueOf(arguments[4]))
          .parallelism(PARALLELISM)
          .journal(journal)
          .now(tasks);
    }
  }

  private static int run(FileOutputStream lines, int number)
      throws IOException, InterruptedException {
    line(lines, BEGIN + number);
    if (number % 3 == 0) {
      Thread.sleep(number % 7);
    }
    line(lines, END + number);
    return number;
  }

  /** One call: one line. */
  private static void line(FileOutputStream lines, String text) throws IOException {
    lines.write((text + "\n").getBytes(StandardCharsets.US_ASCII));
  }
}
