package io.github.taskloom.internal.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.taskloom.journal.Durability;
import io.github.taskloom.journal.FileJournal;
import io.github.taskloom.journal.FileJournalOptions;
import io.github.taskloom.journal.JournalEntry;
import io.github.taskloom.journal.JournalException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that is not what was written: refused and located, or cut and told; never believed. */
@Timeout(60)
class CorruptionTest {
  private static final int MARK = Frame.SIZE + Mark.LENGTH;
  private static final FileJournalOptions PLAIN =
      FileJournalOptions.defaults().compactsAtOpen(false);

  private final MemoryDisk disk = new MemoryDisk();
  private final List<JournalEntry> entries = new ArrayList<>();

  /** Where the records of the entries begin, in the file as it was written. */
  private final List<Integer> starts = new ArrayList<>();

  private byte[] whole = {};

  @BeforeEach
  void write() {
    try (FileJournal journal = StoredJournal.open(disk.folder(), PLAIN)) {
      for (int number = 0; number < 6; number++) {
        JournalEntry entry = Entries.of("task " + number, number);
        entries.add(entry);
        starts.add(disk.bytes().length);
        journal.await(journal.append(entry));
      }
    }
    whole = disk.bytes();
  }

  /** What became of opening it. */
  private record Opened(long cut, List<JournalEntry> found, JournalException refused) {}

  private Opened open(byte[] bytes) {
    disk.bytes(bytes);
    try (FileJournal journal = StoredJournal.open(disk.folder(), PLAIN)) {
      List<JournalEntry> found = new ArrayList<>();
      for (JournalEntry entry : entries) {
        found.add(journal.find(entry.key()));
      }
      return new Opened(journal.cut(), found, null);
    } catch (JournalException refused) {
      assertArrayEquals(bytes, disk.bytes(), "a file that is refused stays as it is");
      return new Opened(0, List.of(), refused);
    }
  }

  /** After a close all was on the device: a damaged byte is refused, but in the last mark. */
  @ParameterizedTest
  @ValueSource(ints = {0x01, 0x80, 0xFF})
  void open_byteIsDamaged_isRefusedAndLocated(int damage) {
    for (int at = 0; at < whole.length; at++) {
      byte[] bytes = whole.clone();
      bytes[at] ^= (byte) damage;

      Opened opened = open(bytes);

      if (at >= whole.length - MARK) {
        assertEquals(MARK, opened.cut(), "at " + at);
        assertEquals(entries, opened.found());
        continue;
      }
      if (opened.refused() == null) {
        fail("byte " + at + " was believed: " + opened);
      }
      long located = opened.refused().offset();
      assertTrue(
          located >= 0 && located <= at && at - located < 100,
          "byte " + at + ": " + opened.refused());
      assertTrue(opened.refused().getMessage().contains("byte " + located));
    }
  }

  /** Behind the last mark a damaged byte cuts the file there; what is before it is found. */
  @Test
  void open_byteBehindTheLastMarkIsDamaged_isCutAndTold() {
    FileJournal killed = StoredJournal.open(disk.folder(), PLAIN);
    long before = disk.bytes().length;
    for (int number = 0; number < 3; number++) {
      entries.add(Entries.of("later " + number, number));
      killed.append(entries.getLast());
    }
    byte[] bytes = disk.bytes();
    for (int at = (int) before; at < bytes.length; at++) {
      byte[] damaged = bytes.clone();
      damaged[at]++;

      Opened opened = open(damaged);

      assertEquals(null, opened.refused());
      assertTrue(opened.cut() >= bytes.length - at, "byte " + at + ": " + opened);
      long left = bytes.length - opened.cut();
      assertTrue(left >= before && left <= at, "byte " + at + ": " + opened);
      for (int number = 0; number < entries.size(); number++) {
        JournalEntry found = opened.found().get(number);
        assertTrue(found == null || found.equals(entries.get(number)));
        assertTrue(number >= 6 || found != null, "what was forced is there");
      }
      disk.bytes(bytes);
    }
  }

  /** A file that ends early: what is whole is found, and what is not is told. */
  @Test
  void open_fileEndsEarly_findsWhatIsWhole() {
    for (int length = FileHeader.SIZE; length < whole.length; length++) {
      Opened opened = open(Arrays.copyOf(whole, length));

      assertEquals(null, opened.refused());
      for (int number = 0; number < entries.size(); number++) {
        boolean isWhole = starts.get(number) + 60 < length;
        if (isWhole) {
          assertEquals(entries.get(number), opened.found().get(number), "of " + length);
        }
      }
    }
  }

  /** Whatever is done to a file, no entry is found that was not appended. */
  @Test
  void open_fileIsDamagedAtRandom_findsOnlyWhatWasAppended() {
    for (long seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      byte[] bytes = whole.clone();
      for (int times = random.nextInt(3); times >= 0; times--) {
        damage(bytes, random);
      }

      Opened opened = open(Arrays.copyOf(bytes, whole.length - random.nextInt(5)));

      for (int number = 0; number < opened.found().size(); number++) {
        JournalEntry found = opened.found().get(number);
        assertTrue(found == null || found.equals(entries.get(number)), "seed " + seed);
      }
    }
  }

  /** Zeros, other bytes, or a piece of the file in another place. */
  private static void damage(byte[] bytes, Random random) {
    int from = random.nextInt(bytes.length);
    int to = from + random.nextInt(bytes.length - from);
    switch (random.nextInt(3)) {
      case 0 -> Arrays.fill(bytes, from, to, (byte) 0);
      case 1 -> {
        for (int at = from; at < to; at++) {
          bytes[at] = (byte) random.nextInt();
        }
      }
      default ->
          System.arraycopy(
              bytes, from, bytes, random.nextInt(bytes.length - (to - from)), to - from);
    }
  }

  /** A record in the place of another one is refused, though its content is whole. */
  @Test
  void open_recordsHaveChangedPlaces_isRefused() {
    byte[] bytes = whole.clone();
    int length = 12 + Frame.length(whole, starts.get(2));
    System.arraycopy(whole, starts.get(2), bytes, starts.get(1), length);

    Opened opened = open(bytes);

    assertEquals((long) starts.get(1), opened.refused().offset());
  }

  /** The records of another journal, or of this one before it was compacted, are none of its. */
  @Test
  void open_recordsOfAnotherFile_areCut() {
    MemoryDisk other = new MemoryDisk();
    StoredJournal.open(other.folder(), PLAIN).close();
    byte[] bytes = whole.clone();
    System.arraycopy(other.bytes(), 0, bytes, 0, FileHeader.SIZE);

    Opened opened = open(bytes);

    assertEquals(whole.length - FileHeader.SIZE, opened.cut());
    assertEquals(Arrays.asList(new JournalEntry[6]), opened.found());
  }

  /** A value that is a whole journal is a value, whatever becomes of the record around it. */
  @Test
  void open_valueLooksLikeAJournal_isNotReadAsOne() {
    FileJournal killed = StoredJournal.open(disk.folder(), PLAIN);
    int before = disk.bytes().length;
    killed.append(Entries.of("journal", whole));
    byte[] bytes = disk.bytes();
    bytes[before + 1]++; // of its length

    Opened opened = open(bytes);

    assertEquals(bytes.length - before, opened.cut());
    assertEquals(entries, opened.found());
  }

  /** A file that was written without an fsync knows of none: it is cut, and told. */
  @Test
  void open_noneWasForced_isCut() {
    disk.bytes(new byte[0]);
    FileJournal killed = StoredJournal.open(disk.folder(), PLAIN.durability(Durability.NONE));
    for (JournalEntry entry : entries) {
      killed.await(killed.append(entry));
    }
    byte[] bytes = disk.bytes();
    bytes[FileHeader.SIZE + Frame.SIZE]++;

    assertEquals(bytes.length - FileHeader.SIZE, open(bytes).cut());
  }
}
