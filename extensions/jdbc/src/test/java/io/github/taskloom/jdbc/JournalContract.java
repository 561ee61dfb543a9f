package io.github.taskloom.jdbc;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.jdbc.testing.Bounded;
import io.github.taskloom.journal.Journal;
import io.github.taskloom.journal.JournalEntry;
import io.github.taskloom.journal.JournalEntry.Outcome;
import io.github.taskloom.journal.JournalException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What each journal is to do, whatever it is kept in. */
@Timeout(120)
abstract class JournalContract {
  /** Opens the one that the test is about, again and again. */
  abstract Journal open() throws Exception;

  static JournalEntry entry(String key, int number) {
    return new JournalEntry(
        key,
        "f" + number,
        Outcome.DONE,
        number,
        new byte[] {(byte) number},
        null,
        Instant.ofEpochSecond(number, 123_456_789));
  }

  private static final List<String> ODD_TEXTS =
      List.of(
          "",
          " ",
          "a",
          "A",
          "a ",
          " a",
          "\u00e4",
          "a\u0308",
          "null",
          "\\",
          "\\e",
          "\\u0041",
          "\0",
          "a\0b",
          "\n",
          "\r\n",
          "\t",
          "\u007f",
          "'",
          "\"",
          "%",
          "_",
          "?",
          "\ud83d\ude00",
          "\ud83d",
          "\ude00",
          "\ud83d\ud83d\ude00\ude00",
          "\ufffe",
          "\uffff",
          "\ufeff",
          "\u8ba1\u7b97",
          "x".repeat(5_000),
          "x".repeat(5_001),
          "\u20ac".repeat(3_000));

  /** All components come back as they were, whatever they are. */
  @Test
  void append_oddEntries_areFoundAsTheyWere() throws Exception {
    List<JournalEntry> entries = new ArrayList<>();
    byte[] large = new byte[1 << 20];
    new Random(1).nextBytes(large);
    byte[][] values = {null, {}, {0}, {1, 0, -1}, large};
    Instant[] moments = {
      Instant.MIN, Instant.EPOCH, Instant.ofEpochSecond(1_800_000_000L, 1), Instant.MAX
    };
    Outcome[] outcomes = Outcome.values();
    for (int number = 0; number < ODD_TEXTS.size(); number++) {
      String text = ODD_TEXTS.get(number);
      entries.add(
          new JournalEntry(
              text,
              number % 3 == 0 ? null : ODD_TEXTS.get((number + 1) % ODD_TEXTS.size()),
              outcomes[number % outcomes.length],
              number % 4 == 0 ? Integer.MAX_VALUE : number,
              values[number % values.length],
              number % 5 == 0 ? null : text,
              moments[number % moments.length]));
    }
    try (Journal journal = open()) {
      entries.forEach(journal::append);
      entries.forEach(entry -> assertEquals(entry, journal.find(entry.key())));
    }
    try (Journal journal = open()) {
      entries.forEach(entry -> assertEquals(entry, journal.find(entry.key())));
      assertNull(journal.find("b"));
    }
  }

  /** The latest entry of a key is found, of one group and of several runs. */
  @Test
  void append_sameKeyAgain_latestIsFound() throws Exception {
    long last = 0;
    for (int run = 1; run <= 3; run++) {
      try (Journal journal = open()) {
        if (run > 1) {
          assertEquals(entry("k", 10 * (run - 1) + 1), journal.find("k"));
          assertEquals(entry("other", run - 1), journal.find("other"));
        }
        long first = journal.append(entry("k", 10 * run));
        assertTrue(first > 0);
        long second = journal.append(entry("k", 10 * run + 1));
        assertTrue(second > first, () -> second + " after " + first);
        journal.await(second);
        last = journal.append(entry("other", run));
        assertTrue(last > second);
        assertEquals(entry("k", 10 * run + 1), journal.find("k"));
      }
    }
  }

  /** A position that no entry has is a mistake of the caller, and breaks nothing. */
  @Test
  void await_ofNoEntry_isRefused() throws Exception {
    try (Journal journal = open()) {
      journal.await(0);
      long position = journal.append(entry("k", 1));
      assertThrows(IllegalArgumentException.class, () -> journal.await(position + 1));
      journal.await(position);
    }
  }

  /** A journal that is closed says so; to close it again does nothing. */
  @Test
  void close_thenUsed_isRefused() throws Exception {
    Journal journal = open();
    long position = journal.append(entry("k", 1));
    journal.close();
    journal.close();

    JournalException refused =
        assertThrows(JournalException.class, () -> journal.append(entry("l", 1)));
    assertTrue(refused.getMessage().contains("is closed"), refused::getMessage);
    assertThrows(JournalException.class, () -> journal.await(position));
    assertEquals(entry("k", 1), journal.find("k"));
  }

  /** An interrupt ends no call, and is not lost. */
  @Test
  void calls_interrupted_endAsUsual() throws Exception {
    try (Journal journal = open()) {
      Thread.currentThread().interrupt();
      journal.await(journal.append(entry("k", 1)));
      assertTrue(Thread.currentThread().isInterrupted());
      Thread.currentThread().interrupt();
    } finally {
      assertTrue(Thread.interrupted());
    }
    Thread.currentThread().interrupt();
    try (Journal journal = open()) {
      assertEquals(entry("k", 1), journal.find("k"));
    } finally {
      assertTrue(Thread.interrupted());
    }
  }

  /** Many threads at once, virtual ones: each finds its own, and all are there in the end. */
  @Test
  void append_byManyThreads_allAreFound() throws Exception {
    try (Journal journal = open()) {
      List<FutureTask<Void>> threads = new ArrayList<>();
      for (int thread = 0; thread < 20; thread++) {
        int number = thread;
        FutureTask<Void> appends = new FutureTask<>(() -> appendMany(journal, number));
        Thread.ofVirtual().start(appends);
        threads.add(appends);
      }
      for (FutureTask<Void> thread : threads) {
        Bounded.result(thread);
      }
    }
    try (Journal journal = open()) {
      for (int thread = 0; thread < 20; thread++) {
        for (int number = 0; number < 20; number++) {
          assertEquals(entry(thread + "." + number, number), journal.find(thread + "." + number));
        }
      }
    }
  }

  private static Void appendMany(Journal journal, int thread) {
    long before = 0;
    for (int number = 0; number < 20; number++) {
      String key = thread + "." + number;
      long position = journal.append(entry(key, number));
      assertTrue(position > before);
      before = position;
      assertEquals(entry(key, number), journal.find(key));
      if (number % 7 == 0) {
        journal.await(position);
      }
    }
    return null;
  }

  /** One at a time; the second one leaves the first one alone. */
  @Test
  void open_twice_isRefused() throws Exception {
    try (Journal journal = open()) {
      assertThrows(JournalException.class, this::open);
      assertDoesNotThrow(() -> journal.await(journal.append(entry("k", 1))));
    }
    open().close();
  }

  /** Nulls are mistakes. */
  @Test
  void calls_ofNull_areRefused() throws Exception {
    try (Journal journal = open()) {
      assertThrows(NullPointerException.class, () -> journal.find(null));
      assertThrows(NullPointerException.class, () -> journal.append(null));
    }
  }
}
