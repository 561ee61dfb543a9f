package io.github.taskloom.cli.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a command prints reaches its log, masked, or it is told why not. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MaskedLogTest {
  private static final Secrets SECRETS = Secrets.of(List.of("s3cret"));

  @TempDir Path folder;

  private static void print(MaskedLog log, byte[] bytes) throws IOException {
    try (OutputStream out = new FileOutputStream(log.pipe())) {
      out.write(bytes);
    }
    log.forget();
  }

  /** More than a pipe holds is in the log when the end returns. */
  @Test
  void end_ofMuchOutput_hasAllInTheLog() throws IOException {
    Path log = folder.resolve("a.log");
    MaskedLog masked = MaskedLog.begin(log, SECRETS);
    String line = "a s3cret line\n";

    print(masked, line.repeat(20_000).getBytes(StandardCharsets.UTF_8));

    assertNull(masked.end());
    assertEquals("a *** line\n".repeat(20_000), Files.readString(log));
  }

  /** A full device holds no command up, and is told. */
  @Test
  void end_ofALogThatCannotBeWritten_tellsWhy() throws IOException {
    Path log = Files.createSymbolicLink(folder.resolve("a.log"), Path.of("/dev/full"));
    MaskedLog masked = MaskedLog.begin(log, SECRETS);

    print(masked, new byte[300_000]);

    assertNotNull(masked.end());
  }
}
