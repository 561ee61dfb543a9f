package io.github.taskloom.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.taskloom.journal.JournalEntry.Outcome;
import io.github.taskloom.testing.Bounded;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A journal in a file of this machine. */
@Timeout(120)
class FileJournalTest {
  @TempDir private Path folder;
  private Path path = Path.of("");

  @BeforeEach
  void nameFile() {
    path = folder.resolve("nightly.journal");
  }

  private static JournalEntry entry(String key, String text) {
    return new JournalEntry(key, null, Outcome.DONE, 1, text.getBytes(UTF_8), null, Instant.EPOCH);
  }

  private JournalException refused() {
    return assertThrows(JournalException.class, () -> FileJournal.open(path));
  }

  private Set<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** What was recorded is found in the next run, each part of it. */
  @ParameterizedTest
  @EnumSource
  void open_again_findsAllThatWasRecorded(Durability durability) {
    FileJournalOptions options = FileJournalOptions.defaults().durability(durability);
    List<JournalEntry> entries = new ArrayList<>();
    for (Outcome outcome : Outcome.values()) {
      Instant when = Instant.ofEpochSecond(-3, 999_999_999);
      entries.add(new JournalEntry(outcome + " all", "f", outcome, 7, new byte[3], "why", when));
      entries.add(new JournalEntry(outcome + " none", null, outcome, 0, null, null, Instant.MAX));
      entries.add(
          new JournalEntry(outcome + " empty", "", outcome, 1, new byte[0], "", Instant.MIN));
    }
    try (FileJournal journal = FileJournal.open(path, options)) {
      for (JournalEntry entry : entries) {
        assertNull(journal.find(entry.key()));
        journal.append(entry);
        assertEquals(entry, journal.find(entry.key()));
      }
    }

    try (FileJournal journal = FileJournal.open(path, options)) {
      for (JournalEntry entry : entries) {
        assertEquals(entry, journal.find(entry.key()));
      }
      assertEquals(0, journal.cut());
      assertNull(journal.find("another"));
    }
  }

  /**
   * What was half-written is cut off from the file: no part of it may stand behind what follows.
   */
  @Test
  void open_halfWritten_isCutOffFromTheFile() throws IOException {
    try (FileJournal journal = FileJournal.open(path)) {
      journal.append(entry("a", "1"));
    }
    byte[] whole = Files.readAllBytes(path);
    try (FileJournal journal = FileJournal.open(path)) {
      journal.append(entry("b", "2"));
    }
    byte[] longer = Files.readAllBytes(path);
    byte[] torn = Arrays.copyOf(longer, whole.length + (longer.length - whole.length) / 2);
    Files.write(path, torn);

    try (FileJournal journal = FileJournal.open(path)) {
      assertEquals(torn.length - whole.length, journal.cut());
    }

    byte[] left = Files.readAllBytes(path); // with a mark that says how far it is safe
    assertArrayEquals(whole, Arrays.copyOf(left, whole.length));
    assertTrue(left.length < torn.length, () -> left.length + " bytes are left");
  }

  /** Any text is a key, and comes back as it was. */
  @Test
  void append_oddTexts_comeBack() {
    String high = "\uD83D";
    String low = "\uDE00";
    List<String> texts =
        List.of(
            "",
            "\0",
            "ä\n\"",
            high + low,
            high,
            low,
            "a" + high + "b",
            low + high,
            "?",
            "x".repeat(100_000));
    try (FileJournal journal = FileJournal.open(path)) {
      texts.forEach(
          text ->
              journal.append(
                  new JournalEntry(text, text, Outcome.FAILED, 2, null, text, Instant.EPOCH)));
    }

    try (FileJournal journal = FileJournal.open(path)) {
      for (String text : texts) {
        JournalEntry found = journal.find(text);
        assertEquals(
            new JournalEntry(text, text, Outcome.FAILED, 2, null, text, Instant.EPOCH), found);
      }
    }
  }

  /** Of each key the latest entry counts, in this run and the next. */
  @Test
  void append_keyAgain_takesThePlace() {
    try (FileJournal journal = FileJournal.open(path)) {
      for (int number = 0; number < 10; number++) {
        journal.append(entry("count", "value " + number));
      }
      assertEquals(entry("count", "value 9"), journal.find("count"));
    }
    try (FileJournal journal = FileJournal.open(path)) {
      assertEquals(entry("count", "value 9"), journal.find("count"));
      journal.compact();
      assertEquals(entry("count", "value 9"), journal.find("count"));
      journal.append(entry("count", "value 10"));
    }
    try (FileJournal journal = FileJournal.open(path)) {
      assertEquals(entry("count", "value 10"), journal.find("count"));
    }
  }

  /** A value of megabytes goes through. */
  @Test
  void append_largeValue_comesBack() {
    byte[] value = new byte[5_000_000];
    for (int at = 0; at < value.length; at++) {
      value[at] = (byte) ((at * 31) >> 3);
    }
    try (FileJournal journal = FileJournal.open(path)) {
      journal.append(entry("before", "small"));
      journal.append(new JournalEntry("large", null, Outcome.DONE, 1, value, null, Instant.EPOCH));
      journal.append(entry("behind", "small"));
    }

    try (FileJournal journal = FileJournal.open(path)) {
      assertArrayEquals(value, journal.find("large").value());
      assertEquals(entry("behind", "small"), journal.find("behind"));
    }
  }

  /** Two writers are one too many: the second one is told of the file, and takes nothing away. */
  @Test
  void open_openInThisProcess_isRefused() throws IOException {
    try (FileJournal journal = FileJournal.open(path)) {
      for (int times = 0; times < 2; times++) {
        JournalException refused = refused();
        assertTrue(refused.getMessage().contains("is open in this process"), refused::getMessage);
        assertTrue(refused.getMessage().contains(path.toRealPath().toString()));
      }
      Path link = Files.createSymbolicLink(folder.resolve("link"), path);
      assertThrows(JournalException.class, () -> FileJournal.open(link));
      journal.await(journal.append(entry("count", "still open")));
    }
    FileJournal.open(path).close();
    assertEquals(Set.of("link", "nightly.journal", "nightly.journal.lock"), names());
  }

  /** So they are in two processes; that of a process that was killed is free, its entries kept. */
  @Test
  void open_openInAnotherProcess_isRefusedUntilThatHasEnded() throws Exception {
    try (OtherProcess other = OtherProcess.holding(path)) {
      other.awaitRecorded();

      JournalException refused = refused();

      assertTrue(refused.getMessage().contains("is open in another process"), refused::getMessage);
      other.kill();
    }
    try (FileJournal journal = FileJournal.open(path)) {
      assertEquals(OtherProcess.ENTRY, journal.find(OtherProcess.ENTRY.key()));
      assertEquals(OtherProcess.UNAWAITED, journal.find(OtherProcess.UNAWAITED.key()));
    }
  }

  /** A file that another part of this process reads meanwhile stays locked for other processes. */
  @Test
  void open_copiedMeanwhile_keepsItsLock() throws Exception {
    try (FileJournal journal = FileJournal.open(path)) {
      journal.await(journal.append(entry("count", "1")));
      assertTrue(Files.readAllBytes(path).length > 0);
      refused(); // in this process, which opens nothing by that
      try (OtherProcess other = OtherProcess.holding(path)) {
        assertTrue(other.awaitEnd().contains("is open in another process"));
      }
    }
  }

  /** A file of a later version stays as it is. */
  @Test
  void open_laterVersion_isRefusedUntouched() throws IOException {
    FileJournal.open(path).close();
    byte[] bytes = Files.readAllBytes(path);
    ByteBuffer.wrap(bytes).putInt(8, 2);
    Files.write(path, bytes);

    JournalException refused = refused();

    assertTrue(refused.getMessage().contains("is of version 2"), refused::getMessage);
    assertEquals(8, refused.offset());
    assertArrayEquals(bytes, Files.readAllBytes(path));
  }

  /** What is no journal stays as it is. */
  @Test
  void open_anotherKindOfFile_isRefusedUntouched() throws IOException {
    for (String text :
        List.of("x", "tasks:\n", "a file with more text than a header has bytes\n")) {
      Files.writeString(path, text);

      JournalException refused = refused();

      assertTrue(refused.getMessage().contains("is no journal"), refused::getMessage);
      assertEquals(text, Files.readString(path));
    }
  }

  /** An empty file, as those who make temporary files have, becomes a journal. */
  @Test
  void open_emptyFile_isMadeAJournal() throws IOException {
    Files.createFile(path);

    try (FileJournal journal = FileJournal.open(path)) {
      journal.append(entry("count", "1"));
    }

    assertEquals(entry("count", "1"), FileJournalTest.foundIn(path));
  }

  private static JournalEntry foundIn(Path path) {
    try (FileJournal journal = FileJournal.open(path)) {
      return journal.find("count");
    }
  }

  /** Where there is no directory it is named, and none is made. */
  @Test
  void open_directoryIsMissing_isTold() {
    path = folder.resolve("missing").resolve("nightly.journal");

    JournalException refused = refused();

    assertTrue(
        refused.getMessage().contains("there is no directory " + path.getParent()),
        refused::getMessage);
    assertFalse(Files.exists(path.getParent()));
  }

  /** A directory is no file. */
  @Test
  void open_directory_isTold() throws IOException {
    path = folder;
    assertTrue(refused().getMessage().contains("is a directory"));
    path = Path.of("/");
    assertTrue(refused().getMessage().contains("is a directory"));
    assertEquals(Set.of(), names());
  }

  /** A file that may only be read is told; to root nothing is read-only but what the disk says. */
  @Test
  void open_readOnlyFile_isTold() throws IOException {
    FileJournal.open(path).close();
    assumeTrue(path.toFile().setReadOnly() && !Files.isWritable(path), "root may write anything");

    JournalException refused = refused();

    assertTrue(refused.getMessage().contains("has to be readable and writable"));
  }

  /** A file that is no file of this machine cannot be locked and forced. */
  @Test
  void open_anotherFileSystem_isTold() throws IOException {
    Path zip = folder.resolve("a.zip");
    try (FileSystem system = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      path = system.getPath("/nightly.journal");

      assertTrue(refused().getMessage().contains("is not of the default file system"));
    }
  }

  /** The file that a link leads to is replaced, not the link. */
  @Test
  void compact_throughALink_keepsTheLink() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), path);
    FileJournal.open(path).close();

    try (FileJournal journal = FileJournal.open(link)) {
      journal.append(entry("count", "1"));
      journal.compact();
      assertEquals(path.toRealPath(), journal.path());
    }

    assertTrue(Files.isSymbolicLink(link));
    assertEquals(entry("count", "1"), foundIn(path));
  }

  /** Threads that were interrupted open, append, await, compact and close as others do. */
  @Test
  void open_threadIsInterrupted_goesOn() throws Exception {
    assertTrue(
        Bounded.elsewhere(
            () -> {
              Thread.currentThread().interrupt();
              try (FileJournal journal = FileJournal.open(path)) {
                journal.await(journal.append(entry("count", "1")));
                journal.compact();
                journal.await(journal.append(entry("count", "2")));
              }
              return Thread.currentThread().isInterrupted();
            }));
    assertEquals(entry("count", "2"), foundIn(path));
  }

  /** Threads of both kinds that are interrupted all the time lose nothing on a real disk. */
  @Test
  void await_hundredInterruptedVirtualThreads_loseNothing() throws Exception {
    List<Thread> threads = new ArrayList<>();
    try (FileJournal journal = FileJournal.open(path)) {
      for (int number = 0; number < 100; number++) {
        String key = "thread " + number;
        threads.add(
            Thread.startVirtualThread(
                () -> {
                  for (int value = 0; value < 10; value++) {
                    journal.await(journal.append(entry(key, "value " + value)));
                  }
                }));
      }
      Bounded.until(
          () -> {
            threads.forEach(Thread::interrupt);
            return threads.stream().noneMatch(Thread::isAlive);
          });
    }

    try (FileJournal journal = FileJournal.open(path)) {
      for (int number = 0; number < threads.size(); number++) {
        assertEquals(entry("thread " + number, "value 9"), journal.find("thread " + number));
      }
    }
  }

  /** The options say what they are; others come of them, and they stay. */
  @Test
  void options_set_areOthers() {
    FileJournalOptions defaults = FileJournalOptions.defaults();
    FileJournalOptions others = defaults.durability(Durability.NONE).compactsAtOpen(false);

    assertEquals(Durability.GROUPED, defaults.durability());
    assertTrue(defaults.compactsAtOpen());
    assertEquals(Durability.NONE, others.durability());
    assertFalse(others.compactsAtOpen());
    assertThrows(NullPointerException.class, () -> defaults.durability(null));
  }
}
