package io.github.taskloom.cli.show;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Standard output or standard error. What is written arrives whole, or the first failure is told
 * and each later write fails, too.
 *
 * <p>The process that started this one may have made the pipe or the terminal non-blocking, which
 * is then so for all that share it: a write takes what there is room for. A stream of the JDK fails
 * then without a word on how much that was. A channel tells it, but is closed for good when its
 * thread is interrupted, as a stop does with the maker. So a thread of this object's own writes,
 * which no other thread knows, and the callers wait for it, interrupted or not.
 */
final class WholeOutput extends OutputStream {
  private static final long SHORTEST_PAUSE_MILLIS = 1;
  private static final long LONGEST_PAUSE_MILLIS = 50;

  private final WritableByteChannel channel;
  private final Consumer<IOException> onFailure;
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("taskloom-output").daemon()::unstarted);

  // by the writer alone
  private @Nullable IOException failure;

  /**
   * @param onFailure is told the first failure, in the thread that writes
   */
  @SuppressWarnings("resource") // open as long as the process is
  WholeOutput(FileDescriptor descriptor, Consumer<IOException> onFailure) {
    this(new FileOutputStream(descriptor).getChannel(), onFailure);
  }

  WholeOutput(WritableByteChannel channel, Consumer<IOException> onFailure) {
    this.channel = channel;
    this.onFailure = onFailure;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Future<?> written =
        writer.submit(
            () -> {
              writeAll(ByteBuffer.wrap(bytes, offset, length));
              return true;
            });
    boolean interrupted = false;
    try {
      while (true) {
        try {
          written.get();
          return;
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw new IOException(e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void writeAll(ByteBuffer bytes) throws IOException, InterruptedException {
    if (failure != null) {
      throw failure;
    }
    try {
      long pause = SHORTEST_PAUSE_MILLIS;
      while (bytes.hasRemaining()) {
        if (channel.write(bytes) > 0) {
          pause = SHORTEST_PAUSE_MILLIS;
        } else {
          Thread.sleep(pause);
          pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
      }
    } catch (IOException e) {
      failure = e;
      onFailure.accept(e);
      throw e;
    }
  }
}
