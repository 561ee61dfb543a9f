package io.github.taskloom.internal.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.journal.Durability;
import io.github.taskloom.journal.FileJournal;
import io.github.taskloom.journal.FileJournalOptions;
import io.github.taskloom.journal.JournalEntry;
import io.github.taskloom.journal.JournalException;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A journal on a disk that fails, is full, or is slow. */
@Timeout(120)
class StoredJournalTest {
  private final MemoryDisk disk = new MemoryDisk();

  private FileJournal open(Durability durability) {
    return StoredJournal.open(disk.folder(), FileJournalOptions.defaults().durability(durability));
  }

  /** A disk that is full: the entry that does not fit is told, and so is each call after it. */
  @ParameterizedTest
  @EnumSource
  void append_diskIsFull_failsForGood(Durability durability) {
    FileJournal journal = open(durability);
    journal.await(journal.append(Entries.of("kept", 1)));
    long second = journal.append(Entries.of("written", 2));
    disk.fillUpAfter(20);

    JournalException failed =
        assertThrows(JournalException.class, () -> journal.append(Entries.of("too much", 3)));

    assertTrue(failed.getMessage().contains("No space left"), failed::getMessage);
    assertTrue(failed.getMessage().startsWith("journal journal, at byte "), failed::getMessage);
    assertEquals("journal", String.valueOf(failed.file()));
    assertEquals(disk.bytes().length - 20, failed.offset());
    disk.fillUpAfter(1_000_000); // too late
    JournalException append =
        assertThrows(JournalException.class, () -> journal.append(Entries.of("later", 4)));
    JournalException await = assertThrows(JournalException.class, () -> journal.await(second));
    assertSame(failed.getCause(), append.getCause());
    assertSame(failed.getCause(), await.getCause());
    assertThrows(JournalException.class, journal::compact);
    journal.close();

    disk.killProcess();
    FileJournal again = open(durability);
    assertEquals(20, again.cut());
    assertEquals(Entries.of("kept", 1), again.find("kept"));
    assertEquals(Entries.of("written", 2), again.find("written"));
    assertNull(again.find("too much"));
  }

  /** After an fsync that has failed none is tried again. */
  @Test
  void await_forceFails_failsForGood() {
    FileJournal journal = open(Durability.GROUPED);
    journal.await(journal.append(Entries.of("kept", 1)));
    disk.breakForce();
    long position = journal.append(Entries.of("lost", 2));

    JournalException failed = assertThrows(JournalException.class, () -> journal.await(position));

    assertTrue(failed.getMessage().contains("sync failed"), failed::getMessage);
    int forces = disk.forces();
    disk.killProcess(); // the disk is well again
    JournalException again = assertThrows(JournalException.class, () -> journal.await(position));
    assertSame(failed.getCause(), again.getCause());
    assertThrows(JournalException.class, () -> journal.append(Entries.of("later", 3)));
    journal.close();
    assertEquals(forces, disk.forces());

    disk.cutPower(new Random(5));
    FileJournal opened = open(Durability.GROUPED);
    assertEquals(Entries.of("kept", 1), opened.find("kept"));
    assertNull(opened.find("later"));
  }

  /** What all wait for fails for all of them. */
  @Test
  void await_forceFailsForMany_tellsEachOfThem() throws Exception {
    FileJournal journal = open(Durability.GROUPED);
    Gate gate = new Gate();
    disk.whileForced(gate::passUninterrupted);
    disk.breakForce();
    List<FutureTask<Void>> waits = new ArrayList<>();
    for (int number = 0; number < 5; number++) {
      long position = journal.append(Entries.of("entry " + number, number));
      waits.add(
          Bounded.background(
              () -> {
                journal.await(position);
                return null;
              }));
      gate.awaitEntered();
    }
    gate.open();

    for (FutureTask<Void> wait : waits) {
      Throwable thrown =
          assertThrows(Exception.class, () -> wait.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS))
              .getCause();
      assertTrue(thrown instanceof JournalException, () -> "not " + thrown);
    }
  }

  /** Many entries and one await are one force; to await them again is none. */
  @Test
  void await_manyEntries_isOneForce() {
    FileJournal journal = open(Durability.GROUPED);
    int before = disk.forces();
    long position = 0;
    for (int number = 0; number < 1_000; number++) {
      position = journal.append(Entries.of("entry " + number, number));
    }
    assertEquals(before, disk.forces());

    journal.await(position);
    journal.await(1);
    journal.await(0);

    assertEquals(before + 1, disk.forces());
  }

  /** Each entry has been forced when its append returns; to await it is none more. */
  @Test
  void append_every_forcesEach() {
    FileJournal journal = open(Durability.EVERY);
    int before = disk.forces();

    for (int number = 1; number <= 10; number++) {
      journal.await(journal.append(Entries.of("entry " + number, number)));
      assertEquals(before + number, disk.forces());
    }
  }

  /** Nothing is forced before the journal is closed; then all of it is. */
  @Test
  void close_none_forcesOnce() {
    FileJournal journal = open(Durability.NONE);
    int before = disk.forces();
    for (int number = 1; number <= 10; number++) {
      journal.await(journal.append(Entries.of("entry " + number, number)));
    }
    assertEquals(before, disk.forces());

    journal.close();

    assertEquals(before + 1, disk.forces());
    disk.cutPower(new Random(1));
    assertEquals(Entries.of("entry 10", 10), open(Durability.NONE).find("entry 10"));
  }

  /** Those that come while a force goes on are made safe by the next one, all of them. */
  @Test
  void await_whileAForceGoesOn_sharesTheNextOne() throws Exception {
    assertTheNextForceIsShared(open(Durability.GROUPED));
  }

  /** So they are after a compaction that has failed and changed nothing. */
  @Test
  void await_afterACompactionThatFailed_sharesTheNextForce() throws Exception {
    FileJournal journal = open(Durability.GROUPED);
    disk.fillUpAfter(10);
    assertThrows(JournalException.class, journal::compact);
    disk.fillUpAfter(1_000_000);

    assertTheNextForceIsShared(journal);
  }

  private void assertTheNextForceIsShared(FileJournal journal) throws Exception {
    int before = disk.forces();
    Gate gate = new Gate();
    AtomicInteger done = new AtomicInteger();
    disk.whileForced(gate::passUninterrupted);
    List<Thread> threads = new ArrayList<>();
    threads.add(awaiting(journal, "first", done));
    gate.awaitEntered();
    for (int number = 0; number < 20; number++) {
      threads.add(awaiting(journal, "later " + number, done));
    }
    for (Thread thread : threads.subList(1, threads.size())) {
      Bounded.until(() -> thread.getState() == Thread.State.WAITING);
    }
    assertEquals(0, done.get());
    gate.open();
    for (Thread thread : threads) {
      Bounded.join(thread);
    }

    assertEquals(21, done.get());
    assertEquals(before + 2, disk.forces());
  }

  private static Thread awaiting(FileJournal journal, String key, AtomicInteger done) {
    return Thread.startVirtualThread(
        () -> {
          journal.await(journal.append(Entries.of(key, 1)));
          done.incrementAndGet();
        });
  }

  /** To append waits for no force, and what is appended meanwhile is written, too. */
  @Test
  void append_whileAForceGoesOn_isWritten() throws Exception {
    FileJournal journal = open(Durability.GROUPED);
    Gate gate = new Gate();
    AtomicInteger done = new AtomicInteger();
    disk.whileForced(gate::passUninterrupted);
    Thread first = awaiting(journal, "first", done);
    gate.awaitEntered();
    int before = disk.bytes().length;

    journal.append(Entries.of("meanwhile", 1));

    assertTrue(disk.bytes().length > before);
    assertEquals(0, done.get());
    gate.open();
    Bounded.join(first);
  }

  /**
   * A hundred virtual threads that append and await: each finds what was safe after a power cut.
   */
  @ParameterizedTest
  @EnumSource(names = {"EVERY", "GROUPED"})
  void await_hundredVirtualThreads_isSafeForEach(Durability durability) throws Exception {
    for (long seed = 0; seed < 20; seed++) {
      MemoryDisk own = new MemoryDisk();
      FileJournal journal =
          StoredJournal.open(own.folder(), FileJournalOptions.defaults().durability(durability));
      AtomicInteger[] safe = new AtomicInteger[100];
      List<Thread> threads = new ArrayList<>();
      for (int number = 0; number < safe.length; number++) {
        AtomicInteger mine = new AtomicInteger(-1);
        safe[number] = mine;
        String key = "thread " + number;
        threads.add(Thread.startVirtualThread(() -> appendUntilGone(journal, key, mine)));
      }
      Bounded.until(() -> safe[0].get() >= 3);
      Random random = new Random(seed);
      own.endAfter(random.nextInt(20));
      for (Thread thread : threads) {
        Bounded.join(thread);
      }
      own.cutPower(random);

      FileJournal again = StoredJournal.open(own.folder(), FileJournalOptions.defaults());

      for (int number = 0; number < safe.length; number++) {
        JournalEntry found = again.find("thread " + number);
        int value = found == null ? -1 : valueOf(found);
        int least = safe[number].get();
        long cut = seed;
        assertTrue(value >= least, () -> "seed " + cut + ": " + value + ", not " + least);
      }
    }
  }

  private static void appendUntilGone(FileJournal journal, String key, AtomicInteger safe) {
    try {
      for (int value = 0; value < 10_000; value++) {
        journal.await(journal.append(Entries.of(key, value)));
        safe.set(value);
      }
    } catch (JournalException gone) {
      // as it is to be
    }
  }

  private static int valueOf(JournalEntry entry) {
    byte[] value = entry.value();
    return ((value[0] & 0xFF) << 8) | (value[1] & 0xFF);
  }

  /** Threads that are interrupted all the time lose nothing, and keep their flag. */
  @ParameterizedTest
  @EnumSource
  void await_threadsAreInterrupted_goOnAndKeepTheFlag(Durability durability) throws Exception {
    FileJournal journal = open(durability);
    List<Thread> threads = new ArrayList<>();
    AtomicInteger flags = new AtomicInteger();
    for (int number = 0; number < 8; number++) {
      String key = "thread " + number;
      Runnable body =
          () -> {
            for (int value = 0; value < 200; value++) {
              journal.await(journal.append(Entries.of(key, value)));
            }
            Bounded.until(() -> Thread.currentThread().isInterrupted());
            flags.incrementAndGet();
          };
      threads.add(
          number % 2 == 0 ? Thread.startVirtualThread(body) : Thread.ofPlatform().start(body));
    }
    Bounded.until(
        () -> {
          threads.forEach(Thread::interrupt);
          return flags.get() == threads.size();
        });

    journal.close();
    FileJournal again = open(durability);
    for (int number = 0; number < threads.size(); number++) {
      assertEquals(Entries.of("thread " + number, 199), again.find("thread " + number));
    }
  }

  /** The calls of a journal that is closed are refused, but another close, and what it knows. */
  @ParameterizedTest
  @EnumSource
  void close_laterCalls_areRefused(Durability durability) {
    FileJournal journal = open(durability);
    long position = journal.append(Entries.of("entry", 1));

    journal.close();
    journal.close();

    JournalException refused =
        assertThrows(JournalException.class, () -> journal.append(Entries.of("later", 2)));
    assertEquals("journal journal: is closed", refused.getMessage());
    assertThrows(JournalException.class, () -> journal.await(position));
    assertThrows(JournalException.class, journal::compact);
    assertEquals(Entries.of("entry", 1), journal.find("entry"));
  }

  /** What cannot be forced at the end is told. */
  @Test
  void close_forceFails_isTold() {
    FileJournal journal = open(Durability.NONE);
    journal.append(Entries.of("entry", 1));
    disk.breakForce();

    assertThrows(JournalException.class, journal::close);
    journal.close();
  }

  /** What cannot be opened is told, with why, and gives its lock back. */
  @Test
  void open_fileIsReadOnly_isToldAndGivesTheLockBack() {
    open(Durability.GROUPED).close();
    assertEquals(0, disk.folders());
    disk.makeReadOnly();

    JournalException refused = assertThrows(JournalException.class, () -> open(Durability.GROUPED));

    assertEquals(
        "journal journal: cannot be opened; it has to be readable and writable:"
            + " java.io.FileNotFoundException: journal (Permission denied)",
        refused.getMessage());
    assertEquals(0, disk.folders());
  }

  /** A file that is refused gives its lock back, too. */
  @Test
  void open_fileIsDamaged_givesTheLockBack() {
    disk.bytes(new byte[100]);

    assertThrows(JournalException.class, () -> open(Durability.GROUPED));

    assertEquals(0, disk.folders());
  }

  /** No thread waits for an entry that is not there. */
  @Test
  void await_positionOfNoEntry_isRefused() {
    FileJournal journal = open(Durability.GROUPED);
    long position = journal.append(Entries.of("entry", 1));

    assertThrows(IllegalArgumentException.class, () -> journal.await(position + 1));
    journal.await(position);
  }

  /** Positions go on behind those of earlier runs, and what those left is safe at once. */
  @Test
  void open_again_positionsGoOn() {
    FileJournal journal = open(Durability.GROUPED);
    long last = 0;
    for (int number = 0; number < 5; number++) {
      last = journal.append(Entries.of("entry " + number, number));
    }
    disk.killProcess();

    FileJournal again = open(Durability.GROUPED);
    int forces = disk.forces();
    again.await(last);

    assertEquals(forces, disk.forces());
    assertTrue(again.append(Entries.of("later", 1)) > last);
  }

  /** What a process has written and not forced is forced before the next one builds on it. */
  @Test
  void open_writtenAndNotForced_isForced() {
    open(Durability.GROUPED).append(Entries.of("written", 1));
    disk.killProcess();

    open(Durability.GROUPED);

    disk.cutPower(new Random(3));
    assertEquals(Entries.of("written", 1), open(Durability.GROUPED).find("written"));
  }
}
