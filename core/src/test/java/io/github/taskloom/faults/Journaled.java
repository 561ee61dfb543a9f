package io.github.taskloom.faults;

import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.Task;
import io.github.taskloom.journal.FileJournal;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The program of {@link JournalKillTest}: 200 tasks under a journal, each of which leaves a line in
 * another file when it begins and one when it ends.
 */
final class Journaled {
  static final int TASKS = 200;
  static final int PARALLELISM = 8;
  static final String BEGIN = "begin ";
  static final String END = "end ";

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

  /** Takes the journal, the file for the lines, a seed and an order. */
  public static void main(String[] arguments) throws IOException {
    long seed = Long.parseLong(arguments[2]);
    try (FileJournal journal = FileJournal.open(Path.of(arguments[0]));
        FileOutputStream lines = new FileOutputStream(arguments[1], true)) {
      List<Task<?>> tasks = new ArrayList<>();
      for (List<Integer> required : graph(seed)) {
        int number = tasks.size();
        Task<Integer> task = Task.of("t" + number, () -> run(lines, number));
        required.forEach(earlier -> task.require(tasks.get(earlier)));
        tasks.add(task);
      }
      Make.defaults()
          .order(Order.valueOf(arguments[3]))
          .parallelism(PARALLELISM)
          .journal(journal)
          .now(tasks);
    }
  }

  private static int run(FileOutputStream lines, int number)
      throws IOException, InterruptedException {
    lines.write((BEGIN + number + "\n").getBytes(StandardCharsets.US_ASCII)); // one call: one line
    if (number % 3 == 0) {
      Thread.sleep(number % 7);
    }
    lines.write((END + number + "\n").getBytes(StandardCharsets.US_ASCII));
    return number;
  }
}
