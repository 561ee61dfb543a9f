package io.github.taskloom.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.Tasks;
import io.github.taskloom.journal.FileJournal;
import io.github.taskloom.policy.EdgeRule;
import io.github.taskloom.policy.Retry;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The program of {@link NightlyKillTest}: the pipeline of {@code cli/examples/nightly.yaml} as a
 * service has it. A function leaves a line when it begins; the prices need a rate, which is not
 * there in the first night.
 */
final class Nightly {
  private final Path folder;

  private Nightly(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    try (FileJournal journal = FileJournal.open(folder.resolve("nightly.journal"))) {
      new Nightly(folder).make(Make.defaults().journal(journal));
    }
  }

  private void make(Make nightly) throws InterruptedException {
    Task<String> orders = Task.builder("orders", this::orders).retry(Retry.times(5)).build();
    Task<String> stock = Task.of("stock", () -> begun("stock", "apples 100"));
    Task<String> merged =
        Task.builder("merged")
            .inputs(orders, stock)
            .run((ordered, left) -> begun("merged", ordered + " of " + left));
    Task<String> prices = merged.then("prices", this::prices);
    Task<String> report = prices.then("report", text -> begun("report", "Tonight: " + text));
    Task<String> alert =
        Task.builder("alert", () -> begun("alert", "no report tonight"))
            .require(report, EdgeRule.FAILED)
            .build();

    nightly.now(report, alert);

    if (report.state() != TaskState.DONE) {
      throw new IllegalStateException(Tasks.explain(report).toString());
    }
    System.out.println(report.get());
  }

  private String orders() throws IOException {
    begun("orders", "");
    Path asked = folder.resolve("asked");
    if (Files.notExists(asked)) {
      Files.createFile(asked);
      throw new IOException("the server is busy");
    }
    return "apples 30";
  }

  private String prices(String merged) throws IOException {
    begun("prices", "");
    if (Files.notExists(folder.resolve("rate"))) {
      int unused = System.in.read(); // until the process is killed, or the test has ended
    }
    return merged + " at " + Files.readString(folder.resolve("rate"));
  }

  private String begun(String task, String value) throws IOException {
    try (FileOutputStream lines = new FileOutputStream(folder.resolve("lines").toFile(), true)) {
      lines.write((task + "\n").getBytes(UTF_8));
    }
    return value;
  }
}
