package io.github.taskloom.cli.fresh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.taskloom.cli.glob.FoundFile;
import io.github.taskloom.cli.glob.FoundFile.Kind;
import io.github.taskloom.cli.glob.FoundFile.Stamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When a file is read again, and when its stamp says enough. */
@Timeout(60)
class ContentsTest {
  private static final long SECOND = 1_000_000_000;
  private static final String DIGEST_OF_A =
      "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";

  @TempDir Path folder;

  private final Contents contents = new Contents();
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("a"), "a");
  }

  private FoundFile found(long time) {
    return new FoundFile(file, Kind.FILE, stamp(time));
  }

  private static Stamp stamp(long time) {
    return new Stamp(1, time, time, 1);
  }

  /** As long as the stamp is the same a file is not read again. */
  @Test
  void of_sameStamp_isNotRead() throws IOException {
    contents.add(file, new Content("known", stamp(5)));

    assertEquals("known", contents.of(found(5), SECOND).digest());
    assertEquals(DIGEST_OF_A, contents.of(found(6), SECOND).digest());
  }

  /** One that changed just before it was looked at has no stamp, so it is read again. */
  @Test
  void of_changedJustBefore_hasNoStamp() throws IOException {
    long fine = 10 * SECOND + 1;
    assertEquals(Stamp.NONE, contents.of(found(fine), fine + SECOND / 20).stamp());
    assertEquals(stamp(fine), contents.of(found(fine), fine + SECOND / 5).stamp());

    Files.writeString(file, "b");
    assertEquals(DIGEST_OF_A, contents.of(found(fine), fine + SECOND).digest());
    assertNotEquals(DIGEST_OF_A, contents.of(found(fine + 1), fine + SECOND).digest());
  }

  /** Where the clock counts seconds alone it takes longer until a stamp says enough. */
  @Test
  void of_coarseClock_waitsLonger() throws IOException {
    long coarse = 10 * SECOND;
    assertEquals(Stamp.NONE, contents.of(found(coarse), coarse + SECOND).stamp());
    assertEquals(stamp(coarse), contents.of(found(coarse), coarse + 3 * SECOND).stamp());
  }
}
