package io.github.taskloom.stress.journal;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.taskloom.internal.journal.StoredJournal;
import io.github.taskloom.journal.Durability;
import io.github.taskloom.journal.FileJournal;
import io.github.taskloom.journal.FileJournalOptions;
import io.github.taskloom.journal.Journal;
import io.github.taskloom.journal.JournalEntry;
import java.time.Instant;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/**
 * Threads that append to one journal, whose file and buffer are plain fields.
 *
 * <pre>{@code stress-tests/run --quick JournalRaces}</pre>
 */
public final class JournalRaces {
  private JournalRaces() {}

  private static final FileJournalOptions WRITTEN =
      FileJournalOptions.defaults().durability(Durability.NONE);
  private static final JournalEntry ONE = entry("one");
  private static final JournalEntry TWO = entry("two");

  private static JournalEntry entry(String key) {
    return new JournalEntry(key, null, JournalEntry.Outcome.DONE, 1, null, null, Instant.EPOCH);
  }

  private static JournalEntry same(int attempts) {
    return new JournalEntry(
        "same", null, JournalEntry.Outcome.FAILED, attempts, null, null, Instant.EPOCH);
  }

  /** How many entries a journal has that is opened on what was written. */
  private static int found(MemoryFolder folder) {
    FileJournal next = StoredJournal.open(folder, WRITTEN);
    return (next.find("one") == null ? 0 : 1) + (next.find("two") == null ? 0 : 1);
  }

  /** What two threads append at once has been written when both are through, though none waits. */
  @JCStressTest
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "Both are written.")
  @Outcome(expect = FORBIDDEN, desc = "One was left, or written over.")
  @State
  public static class AppendAgainstAppend {
    private final MemoryFolder folder = new MemoryFolder();
    private final FileJournal journal = StoredJournal.open(folder, WRITTEN);

    @Actor
    public void one() {
      journal.append(ONE);
    }

    @Actor
    public void two() {
      journal.append(TWO);
    }

    @Arbiter
    public void inTheEnd(I_Result result) {
      result.r1 = found(folder);
    }
  }

  /** Nor is one left that is appended while another thread forces. */
  @JCStressTest
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "Both are written.")
  @Outcome(expect = FORBIDDEN, desc = "One was left, or written over.")
  @State
  public static class AppendAgainstAwait {
    private final MemoryFolder folder = new MemoryFolder();
    private final FileJournal journal = StoredJournal.open(folder, FileJournalOptions.defaults());

    @Actor
    public void appendAndAwait() {
      journal.await(journal.append(ONE));
    }

    @Actor
    public void append() {
      journal.append(TWO);
    }

    @Arbiter
    public void inTheEnd(I_Result result) {
      result.r1 = found(folder);
    }
  }

  /** Nor is one lost that is appended while another thread compacts the file. */
  @JCStressTest
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "Both are in the new file.")
  @Outcome(expect = FORBIDDEN, desc = "One has gone with the old file.")
  @State
  public static class AppendAgainstCompact {
    private final MemoryFolder folder = new MemoryFolder();
    private final FileJournal journal = StoredJournal.open(folder, FileJournalOptions.defaults());

    @Actor
    public void appendAndCompact() {
      journal.append(ONE);
      journal.compact();
    }

    @Actor
    public void append() {
      journal.await(journal.append(TWO));
    }

    @Arbiter
    public void inTheEnd(I_Result result) {
      result.r1 = found(folder);
    }
  }

  /**
   * Of two entries of a key the later one counts, by position: for the thread that has appended it
   * as soon as it has, in the end for all, and for the next process.
   */
  @JCStressTest
  @Outcome(id = "true, true, true", expect = ACCEPTABLE, desc = "The later one.")
  @Outcome(expect = FORBIDDEN, desc = "The earlier one, or none.")
  @State
  public static class SameKeyAgainstSameKey {
    private final MemoryFolder folder = new MemoryFolder();
    private final FileJournal journal = StoredJournal.open(folder, WRITTEN);
    private long first;
    private long second;
    private int foundByFirst;
    private int foundBySecond;

    private int found(Journal asked) {
      JournalEntry entry = asked.find("same");
      return entry == null ? 0 : entry.attempts();
    }

    @Actor
    public void first() {
      first = journal.append(same(1));
      foundByFirst = found(journal);
    }

    @Actor
    public void second() {
      second = journal.append(same(2));
      foundBySecond = found(journal);
    }

    @Arbiter
    public void inTheEnd(ZZZ_Result result) {
      int later = first > second ? 1 : 2;
      result.r1 = foundByFirst == 1 || (foundByFirst == 2 && later == 2);
      result.r2 = foundBySecond == 2 || (foundBySecond == 1 && later == 1);
      result.r3 = found(journal) == later && found(StoredJournal.open(folder, WRITTEN)) == later;
    }
  }
}
