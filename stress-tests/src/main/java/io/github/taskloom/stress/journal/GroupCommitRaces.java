package io.github.taskloom.stress.journal;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.taskloom.internal.journal.GroupCommit;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * Threads that wait until what they have appended is safe.
 *
 * <pre>{@code stress-tests/run --quick GroupCommitRaces}</pre>
 */
public final class GroupCommitRaces {
  private GroupCommitRaces() {}

  /** Numbers that are appended, and made safe by one thread at a time: plain fields alone. */
  static final class Store {
    private final AtomicInteger appended = new AtomicInteger();
    private final GroupCommit commits = new GroupCommit(0, this::commit);
    private int safe;
    private boolean isAtWork;
    private boolean wereTwoAtWork;

    private long commit() {
      wereTwoAtWork |= isAtWork;
      isAtWork = true;
      safe = appended.get();
      isAtWork = false;
      return safe;
    }

    /** Whether what it appends is safe when the wait is over, and one thread at a time led. */
    boolean append() {
      int position = appended.incrementAndGet();
      return commits.await(position) && safe >= position && !wereTwoAtWork;
    }

    /** The same for the last of several. */
    boolean appendOften() {
      boolean isSafe = true;
      for (int times = 0; times < 3; times++) {
        isSafe &= append();
      }
      return isSafe;
    }
  }

  /**
   * What two threads append is safe for each when its wait is over; and it ends, however it begins
   * beside the end of a commit.
   */
  @JCStressTest
  @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "Safe for both, by one leader at a time.")
  @Outcome(expect = FORBIDDEN, desc = "Not safe, or two leaders at once.")
  @State
  public static class AwaitAgainstAwait {
    private final Store store = new Store();

    @Actor
    public void first(ZZ_Result result) {
      result.r1 = store.appendOften();
    }

    @Actor
    public void second(ZZ_Result result) {
      result.r2 = store.appendOften();
    }
  }

  /** Who has the journal for itself is no one's second leader. */
  @JCStressTest
  @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "One after the other.")
  @Outcome(expect = FORBIDDEN, desc = "Not safe, or two leaders at once.")
  @State
  public static class AwaitAgainstExclusive {
    private final Store store = new Store();

    @Actor
    public void await(ZZ_Result result) {
      result.r1 = store.append();
    }

    @Actor
    public void exclusive(ZZ_Result result) {
      store.commits.exclusively(store::commit);
      result.r2 = !store.wereTwoAtWork;
    }
  }
}
