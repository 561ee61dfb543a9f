package io.github.taskloom.cli.report;

import io.github.taskloom.TaskState;
import io.github.taskloom.cli.report.RunReport.TaskReport;
import io.github.taskloom.cli.report.RunReport.Try;
import io.github.taskloom.cli.show.TaskResult;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What became of a run, in a file of its folder, for reports that are asked for later. It has all
 * that these need but the logs, which are in the same folder: to write it takes next to no time,
 * and no class of a report.
 */
public final class KeptRun {
  private static final int VERSION = 1;
  private static final int NONE = -1;

  private KeptRun() {}

  /**
   * Writes it, whole or not at all.
   *
   * @param masked gives a text without what must not be seen
   * @param file is replaced
   * @param written a path beside it that only this run writes to
   */
  public static void write(RunReport run, UnaryOperator<String> masked, Path file, Path written)
      throws IOException {
    Files.write(written, bytes(run, masked));
    Path unused = Files.move(written, file);
  }

  private static byte[] bytes(RunReport run, UnaryOperator<String> masked) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    Map<String, Integer> rows = new HashMap<>();
    run.tasks().forEach(task -> rows.put(task.result().name(), rows.size()));
    out.writeInt(VERSION);
    text(out, masked.apply(run.file().toString()));
    time(out, run.began());
    out.writeLong(run.elapsed().toNanos());
    out.writeInt(run.exitCode());
    out.writeInt(run.tasks().size());
    for (TaskReport task : run.tasks()) {
      TaskResult result = task.result();
      Path log = task.log();
      Duration duration = result.duration();
      text(out, masked.apply(result.name()));
      text(out, result.state().name());
      out.writeLong(duration == null ? NONE : duration.toNanos());
      text(out, masked.apply(result.why()));
      text(out, result.part().name());
      out.writeInt(result.blocker() == null ? NONE : rows.getOrDefault(result.blocker(), NONE));
      time(out, task.started() == null ? Instant.MIN : task.started());
      out.writeInt(task.attempts());
      text(out, log == null ? "" : log.getFileName().toString());
      out.writeInt(task.needs().size());
      for (String need : task.needs()) {
        out.writeInt(rows.getOrDefault(need, NONE));
      }
      out.writeInt(task.tries().size());
      for (Try one : task.tries()) {
        out.writeInt(one.number());
        time(out, one.started());
        out.writeLong(one.duration().toNanos());
        text(out, one.state().name());
        text(out, masked.apply(one.why()));
      }
    }
    out.writeLong(checksum(bytes.toByteArray(), bytes.size()));
    return bytes.toByteArray();
  }

  /**
   * Reads it.
   *
   * @throws IOException when it is damaged, of another version, or not there
   */
  public static RunReport read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int length = bytes.length - Long.BYTES;
    if (length < Integer.BYTES
        || ByteBuffer.wrap(bytes).getLong(length) != checksum(bytes, length)) {
      throw new IOException("is damaged");
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    if (in.readInt() != VERSION) {
      throw new IOException("is of another version of taskloom");
    }
    Path taskFile = Path.of(text(in));
    Instant began = time(in);
    Duration elapsed = Duration.ofNanos(in.readLong());
    int exitCode = in.readInt();
    List<Row> rows = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      rows.add(row(in));
    }
    List<TaskReport> tasks = rows.stream().map(row -> row.task(rows, file)).toList();
    return new RunReport(taskFile, began, elapsed, exitCode, tasks, RunEvents.none());
  }

  /** A task as it was written: others are named by their rows. */
  private record Row(
      TaskResult result,
      int blocker,
      Instant started,
      int attempts,
      String log,
      List<Integer> needs,
      List<Try> tries) {

    TaskReport task(List<Row> rows, Path file) {
      TaskResult whole =
          new TaskResult(
              result.name(),
              result.state(),
              result.duration(),
              result.why(),
              result.part(),
              name(rows, blocker));
      Path kept = file.resolveSibling(log);
      return new TaskReport(
          whole,
          started.equals(Instant.MIN) ? null : started,
          attempts,
          log.isEmpty() || Files.notExists(kept) ? null : kept,
          needs.stream().filter(row -> row >= 0).map(row -> rows.get(row).result().name()).toList(),
          tries);
    }

    private static @Nullable String name(List<Row> rows, int row) {
      return row == NONE ? null : rows.get(row).result().name();
    }
  }

  private static Row row(DataInputStream in) throws IOException {
    String name = text(in);
    TaskState state = TaskState.valueOf(text(in));
    long nanos = in.readLong();
    Duration duration = nanos == NONE ? null : Duration.ofNanos(nanos);
    String why = text(in);
    TaskResult.Part part = TaskResult.Part.valueOf(text(in));
    int blocker = in.readInt();
    Instant started = time(in);
    int attempts = in.readInt();
    String log = text(in);
    List<Integer> needs = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      needs.add(in.readInt());
    }
    List<Try> tries = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      int number = in.readInt();
      Instant start = time(in);
      Duration took = Duration.ofNanos(in.readLong());
      tries.add(new Try(number, start, took, TaskState.valueOf(text(in)), text(in)));
    }
    TaskResult result = new TaskResult(name, state, duration, why, part, null);
    return new Row(result, blocker, started, attempts, log, needs, tries);
  }

  private static void time(DataOutputStream out, Instant time) throws IOException {
    out.writeLong(time.getEpochSecond());
    out.writeInt(time.getNano());
  }

  private static Instant time(DataInputStream in) throws IOException {
    return Instant.ofEpochSecond(in.readLong(), in.readInt());
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }

  private static long checksum(byte[] bytes, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return checksum.getValue();
  }
}
