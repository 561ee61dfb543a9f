package io.github.taskloom.internal.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.journal.Durability;
import io.github.taskloom.journal.FileJournal;
import io.github.taskloom.journal.FileJournalOptions;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import io.github.taskloom.testing.LogRecords;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a journal is compacted as it is opened, and what is safe by that or by a close. */
@Timeout(60)
class CompactionTest {
  private static final int KIB_64 = 1 << 16;

  /** What a new file begins with, beside its header. */
  private static final int MARK = Frame.SIZE + Mark.LENGTH;

  /** Of the record of an entry whose key has one character and whose value has no bytes. */
  private static final int EMPTY = EntryCodec.encode(Entries.of("k", new byte[0])).length;

  private final MemoryDisk disk = new MemoryDisk();

  private FileJournal open(Durability durability) {
    return StoredJournal.open(disk.folder(), FileJournalOptions.defaults().durability(durability));
  }

  /** Appends an entry whose record takes so many bytes of the file. */
  private static void append(FileJournal journal, String key, int bytes) {
    journal.append(Entries.of(key, new byte[bytes - EMPTY]));
  }

  /** A file of which a part is no longer the latest entry of a key. */
  private void fill(int dead, int live) {
    FileJournal journal = open(Durability.NONE); // so there are no other marks
    append(journal, "k", dead - MARK);
    append(journal, "k", live - FileHeader.SIZE);
    assertEquals(dead + live, disk.bytes().length);
  }

  private boolean isCompactedWhenOpened() {
    int before = disk.bytes().length;
    open(Durability.NONE);
    return disk.bytes().length < before;
  }

  /** A file of 64 KiB stays as it is, however much of it is dead; one more byte is worth it. */
  @Test
  void open_mostlyDead_isCompactedFromMoreThan64KiBOn() {
    fill(KIB_64 - 1_000, 1_000);
    assertEquals(false, isCompactedWhenOpened());
    disk.bytes(new byte[0]);
    fill(KIB_64 - 1_000, 1_001);
    assertEquals(true, isCompactedWhenOpened());
  }

  /** Where the latest entries need half of the file it stays as it is. */
  @Test
  void open_halfOfItIsNeeded_isNotCompacted() {
    fill(50_000, 50_000);

    assertEquals(false, isCompactedWhenOpened());
  }

  /** Where they need less it is compacted. */
  @Test
  void open_lessThanHalfOfItIsNeeded_isCompacted() {
    fill(50_001, 49_999);

    assertEquals(true, isCompactedWhenOpened());
  }

  /** Of several keys the latest entry of each is needed. */
  @Test
  void open_manyKeys_needsTheLatestOfEach() {
    FileJournal journal = open(Durability.NONE);
    append(journal, "k", 40_000);
    append(journal, "a", 20_000);
    append(journal, "b", 20_000);
    append(journal, "k", 100);
    assertEquals(false, isCompactedWhenOpened());

    journal = open(Durability.NONE);
    append(journal, "a", 100);
    assertEquals(true, isCompactedWhenOpened());
    assertEquals(Entries.of("b", new byte[20_000 - EMPTY]), open(Durability.NONE).find("b"));
  }

  /** A journal that could not be compacted is opened as it is, and the log tells. */
  @Test
  void open_noRoomToCompact_theLogTells() {
    fill(60_000, 10_000);
    int before = disk.bytes().length;
    disk.fillUpAfter(1_000);

    try (LogRecords log = new LogRecords(FileJournal.class)) {
      FileJournal journal = open(Durability.NONE);

      assertEquals(Entries.of("k", new byte[10_000 - FileHeader.SIZE - EMPTY]), journal.find("k"));
      assertEquals(before, disk.bytes().length);
      assertEquals(1, log.all().size());
      String told = log.all().getFirst().getMessage();
      assertTrue(told.contains("without having been compacted"), told);
      assertTrue(
          log.all().getFirst().getThrown().getMessage().contains("No space left"),
          () -> "" + log.all().getFirst().getThrown());
    }
  }

  /** What was appended before a compaction is on the device with the new file. */
  @Test
  void await_whatWasCompacted_forcesNothingMore() {
    FileJournal journal = open(Durability.GROUPED);
    long first = journal.append(Entries.of("a", 1));
    long second = journal.append(Entries.of("b", 2));
    journal.compact();
    int forces = disk.forces();

    journal.await(first);
    journal.await(second);

    assertEquals(forces, disk.forces());
    disk.cutPower(new Random(1));
    FileJournal again = open(Durability.GROUPED);
    assertEquals(Entries.of("a", 1), again.find("a"));
    assertEquals(Entries.of("b", 2), again.find("b"));
  }

  /** What comes after it is not: its await forces. */
  @Test
  void await_whatCameAfterACompaction_forces() {
    FileJournal journal = open(Durability.GROUPED);
    long before = journal.append(Entries.of("a", 1));
    journal.compact();
    int forces = disk.forces();
    long position = journal.append(Entries.of("b", 2));
    assertEquals(before + 1, position);

    journal.await(position);

    assertNotEquals(forces, disk.forces());
  }

  /** A journal that is compacted as it is opened goes on behind the positions that it had. */
  @Test
  void open_compacted_positionsGoOnAndAreSafe() {
    FileJournal journal = open(Durability.GROUPED);
    append(journal, "k", 60_000);
    append(journal, "k", 10_000);
    append(journal, "k", 100);
    long last = journal.append(Entries.of("b", 1));

    journal = open(Durability.GROUPED);
    int forces = disk.forces();
    assertTrue(disk.bytes().length < 1_000);
    journal.await(last);

    assertEquals(forces, disk.forces());
    assertEquals(last + 1, journal.append(Entries.of("c", 1)));
  }

  /** A thread that waits while the journal is closed is told that its entry is safe. */
  @Test
  void await_whileItIsClosed_isToldThatItIsSafe() throws Exception {
    FileJournal journal = open(Durability.GROUPED);
    long position = journal.append(Entries.of("entry", 1));
    Gate gate = new Gate();
    disk.whileForced(gate::passUninterrupted);
    Thread closing = Thread.ofPlatform().daemon().start(journal::close);
    gate.awaitEntered();
    FutureTask<Void> waiting =
        new FutureTask<>(
            () -> {
              journal.await(position);
              return null;
            });
    Thread waiter = Thread.ofPlatform().daemon().start(waiting);
    Bounded.until(() -> waiter.getState() == Thread.State.WAITING);

    gate.open();

    waiting.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
    Bounded.join(closing);
  }
}
