package io.github.taskloom.internal.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.taskloom.journal.FileJournal;
import io.github.taskloom.journal.FileJournalOptions;
import io.github.taskloom.journal.JournalException;
import io.github.taskloom.testing.Size;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A journal that is made or compacted while the power goes, or the process: after each step. */
@Tag("sized")
@Timeout(600)
class ReplacementCrashTest {
  private static final FileJournalOptions OPTIONS = FileJournalOptions.defaults();
  private static final int SEEDS = Size.of(3, 20);

  private static final int KEYS = 30;

  private static FileJournal open(MemoryDisk disk) {
    return StoredJournal.open(disk.folder(), OPTIONS);
  }

  /** Of each key several entries, the last of which is awaited; more than 64 KiB. */
  private static void fill(MemoryDisk disk) {
    try (FileJournal journal = open(disk)) {
      for (int round = 0; round < 4; round++) {
        for (int key = 0; key < KEYS; key++) {
          journal.append(Entries.of("key " + key, new byte[700 + round]));
        }
      }
    }
  }

  private static void assertFilled(MemoryDisk disk, String when) {
    try (FileJournal journal = open(disk)) {
      for (int key = 0; key < KEYS; key++) {
        assertEquals(Entries.of("key " + key, new byte[703]), journal.find("key " + key), when);
      }
    }
  }

  /**
   * Does something that ends after the first step, after the second one and so on, until it comes
   * to its end.
   *
   * @return after how many steps it did
   */
  private static int endAfterEachStep(
      Consumer<MemoryDisk> before, Consumer<MemoryDisk> act, Consumer<MemoryDisk> after) {
    for (int steps = 0; steps < 1_000; steps++) {
      boolean hasEnded = true;
      for (long seed = 0; seed < SEEDS; seed++) {
        MemoryDisk disk = new MemoryDisk();
        before.accept(disk);
        disk.endAfter(steps);
        try {
          act.accept(disk);
        } catch (JournalException gone) {
          assertTrue(gone.getCause() instanceof MemoryDisk.Gone, gone::toString);
          hasEnded = false;
        }
        if (seed == 0) {
          disk.killProcess();
        } else {
          disk.cutPower(new Random(seed));
        }
        try {
          after.accept(disk);
        } catch (Throwable thrown) {
          fail("after " + steps + " steps, seed " + seed, thrown);
        }
      }
      if (hasEnded) {
        return steps;
      }
    }
    return fail("does not come to its end");
  }

  /** A journal that is made is there, or is not. */
  @Test
  void create_endsAnywhere_canBeDoneAgain() {
    int steps = endAfterEachStep(disk -> {}, disk -> open(disk), disk -> open(disk).close());

    assertTrue(steps >= 6, () -> "only " + steps);
  }

  /** Nothing is lost, whenever compact() ends. */
  @Test
  void compact_endsAnywhere_losesNothing() {
    int steps =
        endAfterEachStep(
            ReplacementCrashTest::fill,
            disk -> {
              try (FileJournal journal = open(disk)) {
                journal.compact();
              }
            },
            disk -> assertFilled(disk, "compacted"));

    assertTrue(steps >= 10, () -> "only " + steps);
  }

  /** What is appended to the new file and awaited is not lost with the old one. */
  @Test
  void compact_endsAfterIt_keepsWhatCameThen() {
    endAfterEachStep(
        ReplacementCrashTest::fill,
        disk -> {
          FileJournal journal = open(disk);
          journal.compact();
          journal.await(journal.append(Entries.of("later", 1)));
          disk.endAfter(0);
        },
        disk -> assertFilled(disk, "compacted"));

    MemoryDisk disk = new MemoryDisk();
    fill(disk);
    FileJournal journal = open(disk);
    journal.compact();
    journal.await(journal.append(Entries.of("later", 1)));
    disk.cutPower(new Random(1));
    assertEquals(Entries.of("later", 1), open(disk).find("later"));
  }

  /** A journal that is mostly dead is compacted when it is opened, and one that is not is not. */
  @Test
  void open_mostlyDead_isCompacted() {
    MemoryDisk disk = new MemoryDisk();
    fill(disk);
    int full = disk.bytes().length;

    StoredJournal.open(disk.folder(), OPTIONS.compactsAtOpen(false)).close();
    assertTrue(disk.bytes().length >= full);
    open(disk).close();
    int compacted = disk.bytes().length;
    assertTrue(compacted < full / 3, () -> full + " bytes became " + compacted);
    open(disk).close();
    assertEquals(compacted, disk.bytes().length);
    assertFilled(disk, "compacted");
  }

  /** Where there is no room for a new file the journal goes on with the old one. */
  @Test
  void compact_noRoom_goesOn() {
    MemoryDisk disk = new MemoryDisk();
    fill(disk);
    FileJournal journal = StoredJournal.open(disk.folder(), OPTIONS.compactsAtOpen(false));
    disk.fillUpAfter(1_000);

    JournalException failed = assertThrows(JournalException.class, journal::compact);

    assertTrue(failed.getMessage().contains("No space left"), failed::getMessage);
    assertFalse(disk.hasReplacement());
    journal.await(journal.append(Entries.of("later", 1)));
    journal.close();
    disk.killProcess();
    assertEquals(Entries.of("later", 1), open(disk).find("later"));
  }

  /** Nor does that keep a journal from being opened. */
  @Test
  void open_noRoomToCompact_opens() {
    MemoryDisk disk = new MemoryDisk();
    fill(disk);
    disk.fillUpAfter(1_000);

    assertFilled(disk, "as it was");
  }

  /** The new file of a process that has ended is no hindrance, and does not stay. */
  @Test
  void open_replacementIsLeft_isRemoved() {
    MemoryDisk disk = new MemoryDisk();
    fill(disk);
    disk.endAfter(7);
    open(disk);
    disk.killProcess();
    assertTrue(disk.hasReplacement());

    StoredJournal.open(disk.folder(), OPTIONS.compactsAtOpen(false)).close();

    assertFalse(disk.hasReplacement());
    assertFilled(disk, "as it was");
  }

  /** Entries that came in another order than their keys stay in the order in which they came. */
  @Test
  void compact_again_givesTheSameEntries() {
    MemoryDisk disk = new MemoryDisk();
    fill(disk);
    try (FileJournal journal = open(disk)) {
      journal.compact();
      int once = disk.bytes().length;
      journal.compact();
      assertEquals(once, disk.bytes().length);
    }
    assertFilled(disk, "compacted twice");
  }

  /** Wherever it fails to open, make, compact or close a journal, it leaves no file open. */
  @Test
  void open_endsAnywhere_leavesNoFileOpen() {
    for (Consumer<MemoryDisk> before :
        List.<Consumer<MemoryDisk>>of(
            disk -> {}, disk -> disk.bytes(new byte[0]), ReplacementCrashTest::fill)) {
      endAfterEachStep(
          before,
          disk -> {
            try (FileJournal journal = open(disk)) {
              journal.append(Entries.of("later", 1));
              journal.compact();
            } finally {
              assertEquals(0, disk.handles());
              assertEquals(0, disk.folders());
            }
          },
          disk -> {});
    }
    MemoryDisk damaged = new MemoryDisk();
    damaged.bytes(new byte[100]);
    assertThrows(JournalException.class, () -> open(damaged));
    assertEquals(0, damaged.handles());
  }
}
