package io.github.taskloom.cli.show;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class WholeOutputTest {
  @TempDir Path folder;

  private final List<IOException> failures = new ArrayList<>();

  private WholeOutput to(Path file) throws IOException {
    return new WholeOutput(
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND), failures::add);
  }

  /** A stop interrupts the thread that shows what happened, which is shown all the same. */
  @Test
  void write_interrupted_writesAllTheSame() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    WholeOutput out = to(file);

    Thread.currentThread().interrupt();
    out.write(new byte[] {1, 2, 3, 4}, 1, 2);
    assertTrue(Thread.interrupted(), "the interrupt is kept");
    out.write(5);

    assertArrayEquals(new byte[] {2, 3, 5}, Files.readAllBytes(file));
    assertEquals(List.of(), failures);
  }

  /** A pipe that has no room takes the rest when it has. */
  @Test
  void write_nonBlockingPipe_writesAll() throws Exception {
    Pipe pipe = Pipe.open();
    pipe.sink().configureBlocking(false);
    byte[] bytes = new byte[5_000_000];
    new Random(7).nextBytes(bytes);
    CountDownLatch isFull = new CountDownLatch(1);
    WritableByteChannel sink =
        new WritableByteChannel() {
          @Override
          public int write(ByteBuffer from) throws IOException {
            int written = pipe.sink().write(from);
            if (written == 0) {
              isFull.countDown();
            }
            return written;
          }

          @Override
          public boolean isOpen() {
            return pipe.sink().isOpen();
          }

          @Override
          public void close() throws IOException {
            pipe.sink().close();
          }
        };
    Thread writer =
        Thread.ofPlatform()
            .start(
                () -> {
                  try (sink) {
                    new WholeOutput(sink, failures::add).write(bytes);
                  } catch (IOException e) {
                    failures.add(e);
                  }
                });

    assertTrue(isFull.await(60, SECONDS), "the pipe has room for all of it");
    byte[] read = Channels.newInputStream(pipe.source()).readAllBytes();

    assertTrue(writer.join(Duration.ofSeconds(60)));
    assertEquals(List.of(), failures);
    assertArrayEquals(bytes, read);
  }

  /** One failure is told once, and nothing is written after what is missing. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void write_fullDevice_failsFromThenOn() throws IOException {
    WholeOutput out = to(Path.of("/dev/full"));

    assertThrows(IOException.class, () -> out.write('a'));
    assertThrows(IOException.class, () -> out.write('b'));

    assertEquals(1, failures.size());
    assertEquals("No space left on device", failures.getFirst().getMessage());
  }

  /** Many threads write at once: no write is torn apart by another. */
  @Test
  void write_manyThreads_keepsEachWhole() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    WholeOutput out = to(file);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      byte[] line = (Integer.toString(i).repeat(5000) + "\n").getBytes(US_ASCII);
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      out.write(line, 0, line.length);
                    } catch (IOException e) {
                      failures.add(e);
                    }
                  }));
    }
    for (Thread thread : threads) {
      assertTrue(thread.join(Duration.ofSeconds(60)));
    }

    List<String> lines = Files.readAllLines(file);
    assertEquals(8, lines.size());
    assertTrue(lines.stream().allMatch(line -> line.equals(line.substring(0, 1).repeat(5000))));
  }
}
