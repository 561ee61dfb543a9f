package io.github.taskloom.cli.secret;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The way of one command's output to its log where values are secret: the command writes to a named
 * pipe, and a thread of its own masks what comes, and writes it to the log.
 *
 * <p>What a command leaves in the background prints on, as long as this process is there. That all
 * of the command itself has come is known by a mark that is written behind it; nothing that a
 * command prints can be taken for one.
 */
public final class MaskedLog {
  private static final int BUFFER = 1 << 16;

  private final byte[] mark = ("\0" + UUID.randomUUID() + "\0").getBytes(StandardCharsets.US_ASCII);
  private final CompletableFuture<@Nullable IOException> isDrained = new CompletableFuture<>();
  private final Path file;

  /** Writes the mark; until then it keeps the pipe from ending. */
  private final RandomAccessFile keeper;

  private MaskedLog(Path file) throws IOException {
    this.file = file;
    this.keeper = new RandomAccessFile(file.toFile(), "rw");
  }

  /**
   * Begins one.
   *
   * @param log to whose end it writes
   * @throws IOException when there can be no pipe beside the log
   */
  public static MaskedLog begin(Path log, Secrets secrets) throws IOException {
    Path file = log.resolveSibling(log.getFileName() + "." + UUID.randomUUID() + ".pipe");
    make(file);
    try {
      MaskedLog begun = new MaskedLog(file);
      InputStream in = new FileInputStream(file.toFile());
      OutputStream out = new FileOutputStream(log.toFile(), true);
      Thread.ofPlatform()
          .name("output of " + log.getFileName())
          .daemon()
          .start(() -> begun.pump(in, out, secrets));
      return begun;
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  private static void make(Path file) throws IOException {
    Process made =
        new ProcessBuilder("mkfifo", "-m", "600", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (made.onExit().join().exitValue() != 0) {
      throw new IOException("mkfifo cannot make " + file);
    }
  }

  /** Where the command is to print. */
  public File pipe() {
    return file.toFile();
  }

  /** The command has started, or did not: the pipe needs no name any more. */
  public void forget() throws IOException {
    Files.deleteIfExists(file);
  }

  /**
   * The command has ended: waits until all that it has printed is in the log.
   *
   * @return why some of it is not; null if all is
   */
  public @Nullable IOException end() {
    try (keeper) {
      keeper.write(mark);
    } catch (IOException e) {
      return e;
    }
    return isDrained.join(); // what comes after the mark is not waited for
  }

  /** Reads to the end in any case: a command whose pipe is full would wait for it. */
  private void pump(InputStream from, OutputStream to, Secrets secrets) {
    byte[] buffer = new byte[BUFFER];
    LastingOutput log = new LastingOutput(to);
    try (InputStream in = from;
        to) {
      MaskedBytes masked = secrets.bytes(log, mark, () -> isDrained.complete(log.failure()));
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        masked.pass(buffer, read);
      }
      masked.end();
    } catch (IOException e) {
      boolean unused = isDrained.complete(e);
    } finally {
      boolean unused = isDrained.complete(log.failure());
    }
  }
}
