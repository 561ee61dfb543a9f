package io.github.taskloom.internal.journal;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.taskloom.journal.Durability;
import io.github.taskloom.journal.FileJournal;
import io.github.taskloom.journal.FileJournalOptions;
import io.github.taskloom.journal.JournalEntry;
import io.github.taskloom.journal.JournalEntry.Outcome;
import io.github.taskloom.journal.JournalException;
import io.github.taskloom.testing.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A journal on a disk that loses power, or whose process ends, again and again: what was safe is
 * found, what is found was appended, and it is never refused. Each failure tells its seed.
 */
@Tag("sized")
@Timeout(600)
class PowerCutTest {
  private static final int SEEDS = Size.of(100, 1_000);
  private static final List<Outcome> OUTCOMES = List.of(Outcome.values());

  /** All that was appended under a key and may still be found, oldest first; and what must be. */
  private static final class Expected {
    private final List<JournalEntry> appended = new ArrayList<>();
    private int safe = -1; // index of the latest that was awaited
    private int written = -1; // and of the one whose append returned last
  }

  /** One disk and what is known of it, through several lives of a process. */
  private static final class World {
    private final Random random;
    private final Durability durability;
    private final boolean isPowerCut;
    private final MemoryDisk disk = new MemoryDisk();
    private final Map<String, Expected> keys = new HashMap<>();
    private final FileJournalOptions options;
    private int values;

    World(long seed, Durability durability, boolean isPowerCut) {
      this.random = new Random(seed);
      this.durability = durability;
      this.isPowerCut = isPowerCut;
      this.options = FileJournalOptions.defaults().durability(durability);
    }

    void live() {
      for (int life = random.nextInt(4); life >= 0; life--) {
        if (random.nextInt(3) > 0) {
          disk.endAfter(random.nextInt(60));
        }
        try {
          act(open());
        } catch (JournalException gone) {
          if (!(gone.getCause() instanceof MemoryDisk.Gone)) {
            throw gone;
          }
        }
        if (isPowerCut) {
          disk.cutPower(random);
        } else {
          disk.killProcess();
        }
      }
      open().close();
    }

    /** Opens it, and looks what is there. */
    private FileJournal open() {
      FileJournal journal = StoredJournal.open(disk.folder(), options);
      keys.forEach((key, expected) -> compare(key, journal.find(key), expected));
      return journal;
    }

    private void compare(String key, JournalEntry found, Expected expected) {
      int index = found == null ? -1 : expected.appended.lastIndexOf(found);
      assertTrue(found == null || index >= 0, () -> key + " was never appended as " + found);
      assertTrue(
          index >= expected.safe,
          () -> key + " was safe as " + expected.appended.get(expected.safe) + ", is " + found);
      assertTrue(
          isPowerCut || index >= expected.written, () -> key + " was written as a later one");
      // What was found counts from now on, and what was not found must not come back.
      expected.appended.clear();
      expected.safe = -1;
      expected.written = -1;
      if (found != null) {
        expected.appended.add(found);
        expected.safe = durability == Durability.NONE && isPowerCut ? -1 : 0;
      }
    }

    private void act(FileJournal journal) {
      long last = 0;
      for (int act = random.nextInt(40); act > 0; act--) {
        switch (random.nextInt(12)) {
          case 0, 1, 2 -> await(journal, last);
          case 3 -> {
            if (random.nextInt(4) == 0) {
              journal.compact();
              keys.values().forEach(expected -> expected.safe = expected.appended.size() - 1);
            }
          }
          default -> last = append(journal);
        }
      }
      if (random.nextInt(4) == 0) {
        journal.close();
        keys.values().forEach(expected -> expected.safe = expected.appended.size() - 1);
      }
    }

    private void await(FileJournal journal, long last) {
      journal.await(last);
      if (durability != Durability.NONE || !isPowerCut) {
        keys.values().forEach(expected -> expected.safe = expected.appended.size() - 1);
      }
    }

    private long append(FileJournal journal) {
      String key = "task " + random.nextInt(8);
      byte[] value =
          random.nextInt(4) == 0
              ? null
              : new byte[random.nextInt(random.nextInt(6) == 0 ? 90_000 : 200)];
      if (value != null) {
        random.nextBytes(value);
      }
      JournalEntry entry =
          new JournalEntry(
              key,
              "f" + values++,
              OUTCOMES.get(random.nextInt(3)),
              random.nextInt(5),
              value,
              random.nextBoolean() ? null : "because",
              Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)));
      Expected expected = keys.computeIfAbsent(key, any -> new Expected());
      expected.appended.add(entry); // may be there though its append fails
      long position = journal.append(entry);
      expected.written = expected.appended.size() - 1;
      if (durability == Durability.EVERY) {
        keys.values().forEach(each -> each.safe = each.appended.size() - 1);
      }
      return position;
    }
  }

  private static void tryAll(Durability durability, boolean isPowerCut) {
    for (long seed = 0; seed < SEEDS; seed++) {
      try {
        new World(seed, durability, isPowerCut).live();
      } catch (Throwable thrown) {
        fail("seed " + seed + " under " + durability, thrown);
      }
    }
  }

  /** What was awaited survives a power cut; under NONE what was closed does. */
  @ParameterizedTest
  @EnumSource
  void journal_powerIsCut_keepsWhatIsSafe(Durability durability) {
    tryAll(durability, true);
  }

  /** The end of the process loses nothing that was appended, awaited or not. */
  @ParameterizedTest
  @EnumSource
  void journal_processIsKilled_keepsAllThatWasAppended(Durability durability) {
    tryAll(durability, false);
  }
}
