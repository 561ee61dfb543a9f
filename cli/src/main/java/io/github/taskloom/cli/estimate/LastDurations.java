package io.github.taskloom.cli.estimate;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * How long each task of a task file took in the last run that had it run well, in one small file.
 *
 * <p>The file is there whole or not at all: it is written beside and takes its place by a rename.
 * Of two runs that end at once the later one may leave out what the other has just learned; one
 * that is damaged, or of another version, is as none. All that is lost then is an estimate.
 *
 * @param file where they are kept
 */
record LastDurations(Path file) {
  private static final int VERSION = 1;

  /** Those that are known, by the names of the tasks; none where nothing can be read. */
  Map<String, Duration> read() {
    try {
      return read(Files.readAllBytes(file));
    } catch (IOException e) {
      return Map.of(); // no run has ended yet
    }
  }

  /**
   * Adds what a run has learned.
   *
   * @param learned durations by the names of tasks
   * @param tasks the names of all that the task file has: others are forgotten
   * @param written a path in the same file system that only this run writes to
   */
  void add(Map<String, Duration> learned, Set<String> tasks, Path written) {
    if (learned.isEmpty()) {
      return;
    }
    Map<String, Duration> all = new HashMap<>(read());
    all.putAll(learned);
    all.keySet().removeIf(name -> !tasks.contains(name));
    try {
      try (OutputStream out = new FileOutputStream(written.toFile())) {
        out.write(bytes(all));
      }
      Path unused =
          Files.move(
              written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      // The next run goes by what was known before, or has no estimate.
    }
  }

  private static byte[] bytes(Map<String, Duration> durations) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(VERSION);
    out.writeInt(durations.size());
    for (Map.Entry<String, Duration> duration : durations.entrySet()) {
      byte[] name = duration.getKey().getBytes(StandardCharsets.UTF_8);
      out.writeInt(name.length);
      out.write(name);
      out.writeLong(duration.getValue().toMillis());
    }
    out.writeLong(checksum(bytes.toByteArray(), bytes.size()));
    return bytes.toByteArray();
  }

  private static Map<String, Duration> read(byte[] bytes) throws IOException {
    int length = bytes.length - Long.BYTES;
    if (length < Integer.BYTES
        || ByteBuffer.wrap(bytes).getInt() != VERSION
        || ByteBuffer.wrap(bytes).getLong(length) != checksum(bytes, length)) {
      return Map.of();
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    int unused = in.readInt();
    Map<String, Duration> durations = new HashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      String name = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
      durations.put(name, Duration.ofMillis(in.readLong()));
    }
    return durations;
  }

  private static long checksum(byte[] bytes, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return checksum.getValue();
  }
}
