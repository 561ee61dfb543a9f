package io.github.taskloom.lincheck.journal;

import io.github.taskloom.internal.journal.StoredJournal;
import io.github.taskloom.journal.Durability;
import io.github.taskloom.journal.FileJournalOptions;
import io.github.taskloom.journal.Journal;
import io.github.taskloom.journal.JournalEntry;
import io.github.taskloom.lincheck.Strategy;
import io.github.taskloom.stress.journal.MemoryFolder;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A journal that is appended to and asked at once: the latest entry of a key is found. */
@Tag("sized")
@Tag("full-only")
public class JournalLinearizabilityTest {
  private static final FileJournalOptions WRITTEN =
      FileJournalOptions.defaults().durability(Durability.NONE);

  private static JournalEntry entry(int key, int attempts) {
    return new JournalEntry(
        "key " + key, null, JournalEntry.Outcome.DONE, attempts, null, null, Instant.EPOCH);
  }

  /** What is done to a journal. */
  public interface Attempts {
    void append(int key, int attempts);

    void appendAndAwait(int key, int attempts);

    /** Those of the latest entry; 0 if there is none. */
    int find(int key);
  }

  /** The operations, of whichever journal. */
  public abstract static class Operations {
    private final Attempts attempts;

    protected Operations(Attempts attempts) {
      this.attempts = attempts;
    }

    @Operation
    public void append(
        @Param(gen = IntGen.class, conf = "1:2") int key,
        @Param(gen = IntGen.class, conf = "1:9") int number) {
      attempts.append(key, number);
    }

    @Operation
    public void appendAndAwait(
        @Param(gen = IntGen.class, conf = "1:2") int key,
        @Param(gen = IntGen.class, conf = "1:9") int number) {
      attempts.appendAndAwait(key, number);
    }

    @Operation
    public int find(@Param(gen = IntGen.class, conf = "1:2") int key) {
      return attempts.find(key);
    }
  }

  /** Those of a journal in memory. */
  public static class OfJournal extends Operations {
    public OfJournal() {
      super(new Real(StoredJournal.open(new MemoryFolder(), WRITTEN)));
    }
  }

  private record Real(Journal journal) implements Attempts {
    @Override
    public void append(int key, int attempts) {
      journal.append(entry(key, attempts));
    }

    @Override
    public void appendAndAwait(int key, int attempts) {
      journal.await(journal.append(entry(key, attempts)));
    }

    @Override
    public int find(int key) {
      JournalEntry found = journal.find("key " + key);
      return found == null ? 0 : found.attempts();
    }
  }

  /** Those of a map, for one thread. */
  public static class Model extends Operations {
    public Model() {
      super(new Sequential());
    }
  }

  private static final class Sequential implements Attempts {
    private final Map<Integer, Integer> latest = new HashMap<>();

    @Override
    public void append(int key, int attempts) {
      latest.put(key, attempts);
    }

    @Override
    public void appendAndAwait(int key, int attempts) {
      latest.put(key, attempts);
    }

    @Override
    public int find(int key) {
      return latest.getOrDefault(key, 0);
    }
  }

  /** Those of a journal in which the thread that comes last decides, not the position. */
  public static class OfTwin extends Operations {
    public OfTwin() {
      super(new LastComer());
    }
  }

  private static final class LastComer implements Attempts {
    private volatile int[] latest = new int[3];

    @Override
    public void append(int key, int attempts) {
      int[] next = latest.clone();
      next[key] = attempts;
      latest = next;
    }

    @Override
    public void appendAndAwait(int key, int attempts) {
      append(key, attempts);
    }

    @Override
    public int find(int key) {
      return latest[key];
    }
  }

  /** What is appended and found at once is what one thread could have found. */
  @ParameterizedTest
  @EnumSource
  void journal_appendedAndAskedAtOnce_isLinearizable(Strategy strategy) {
    strategy.checkLong(OfJournal.class, Model.class);
  }

  /** With entries that are written over the same test fails. */
  @ParameterizedTest
  @EnumSource
  void twin_writesOver_isFound(Strategy strategy) {
    strategy.find(OfTwin.class, Model.class);
  }
}
