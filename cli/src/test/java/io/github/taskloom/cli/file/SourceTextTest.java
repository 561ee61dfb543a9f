package io.github.taskloom.cli.file;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SourceTextTest {
  private static final int LIMIT = 10 << 20;

  @TempDir Path folder;

  private static String problem(Path file) {
    InputException e = assertThrows(InputException.class, () -> SourceText.read(file, LIMIT));
    assertEquals(file.toString(), e.getMessage().substring(0, file.toString().length()));
    return e.getMessage().substring(file.toString().length());
  }

  /** A missing file is told as such. */
  @Test
  void read_missing_isRefused() {
    assertEquals(": no such file", problem(folder.resolve("none")));
  }

  /** A folder is told as such. */
  @Test
  void read_folder_isRefused() {
    assertEquals(": is a folder, not a file", problem(folder));
  }

  /** A file of 100 MB is refused by its size, unread. */
  @Test
  void read_huge_isRefused() throws IOException {
    Path file = folder.resolve("huge");
    try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
      huge.setLength(100_000_000);
    }

    assertEquals(": is too large: at most 10 MiB are read from such a file", problem(file));
  }

  /** A device has no size and no end; no more than the limit is read of it. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void read_endlessDevice_isRefused() {
    assertEquals(
        ": is too large: at most 10 MiB are read from such a file", problem(Path.of("/dev/zero")));
  }

  /** A pipe, as a shell's {@code <(generate)} is one, is read to its end. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void read_pipe_isReadToItsEnd() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    String text = "a line\n".repeat(20_000); // more than a pipe holds
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(
            () -> {
              try {
                Files.writeString(pipe, text);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });

    assertEquals(text, SourceText.read(pipe, LIMIT));

    writing.get(20, SECONDS);
  }

  /** What is not UTF-8 is told with the place of the first wrong byte. */
  @Test
  void read_invalidUtf8_isRefusedWithItsPlace() throws IOException {
    byte[] bytes = "tasks:\n  ä😀: caf?".getBytes(StandardCharsets.UTF_8);
    bytes[bytes.length - 1] = (byte) 0xe9;
    Path file = Files.write(folder.resolve("latin1"), bytes);

    assertEquals(":2:10: is not UTF-8: byte 0xe9 here; save the file as UTF-8", problem(file));
  }

  /** A sequence that the end of the file cuts off is no text either. */
  @Test
  void read_cutOffUtf8_isRefused() throws IOException {
    Path file = Files.write(folder.resolve("cut"), new byte[] {'a', (byte) 0xc3});

    assertEquals(":1:2: is not UTF-8: byte 0xc3 here; save the file as UTF-8", problem(file));
  }
}
