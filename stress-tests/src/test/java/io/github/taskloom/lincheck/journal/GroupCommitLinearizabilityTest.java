package io.github.taskloom.lincheck.journal;

import io.github.taskloom.internal.journal.GroupCommit;
import io.github.taskloom.lincheck.Strategy;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Numbers that are appended and awaited: each is safe when its wait is over, by one leader. */
@Tag("sized")
@Tag("full-only")
public class GroupCommitLinearizabilityTest {

  /** What is done to a store. */
  public abstract static class Store {
    private final AtomicInteger appended = new AtomicInteger();
    private volatile int safe;
    private volatile boolean isAtWork;
    private volatile boolean wereTwoAtWork;

    /** Makes safe all that was appended; by one thread at a time. */
    protected long commit() {
      if (isAtWork) {
        wereTwoAtWork = true;
      }
      isAtWork = true;
      int all = appended.get();
      if (all > safe) {
        safe = all;
      }
      isAtWork = false;
      return all;
    }

    abstract void await(int position);

    abstract void exclusively();

    int record() {
      int position = appended.incrementAndGet();
      await(position);
      return safe >= position && !wereTwoAtWork ? position : -position;
    }

    boolean hadOneLeader() {
      return !wereTwoAtWork;
    }
  }

  /** The operations, of whichever store. */
  public abstract static class Operations {
    private final Store store;

    protected Operations(Store store) {
      this.store = store;
    }

    /** The position of a new entry; less than 0 if it is not safe by then. */
    @Operation
    public int record() {
      return store.record();
    }

    @Operation
    public boolean exclusively() {
      store.exclusively();
      return store.hadOneLeader();
    }
  }

  /** Those of the real class. */
  public static class OfGroupCommit extends Operations {
    public OfGroupCommit() {
      super(new Real());
    }
  }

  private static final class Real extends Store {
    private final GroupCommit commits = new GroupCommit(0, this::commit);

    @Override
    void await(int position) {
      var unused = commits.await(position);
    }

    @Override
    void exclusively() {
      commits.exclusively(this::commit);
    }
  }

  /** Those of a store for one thread. */
  public static class Model extends Operations {
    public Model() {
      super(new Sequential());
    }
  }

  private static final class Sequential extends Store {
    @Override
    void await(int position) {
      var unused = commit();
    }

    @Override
    void exclusively() {
      var unused = commit();
    }
  }

  /** Those of a store whose leader is found by a look, and made by a write. */
  public static class OfTwin extends Operations {
    public OfTwin() {
      super(new CheckThenAct());
    }
  }

  private static final class CheckThenAct extends Store {
    private volatile boolean leading;
    private volatile long safe;

    @Override
    void await(int position) {
      while (safe < position) {
        if (!leading) {
          leading = true;
          safe = commit();
          leading = false;
        }
      }
    }

    @Override
    void exclusively() {
      await(Math.toIntExact(commit()));
    }
  }

  /** What is recorded and awaited at once is safe as if one thread had done it. */
  @ParameterizedTest
  @EnumSource
  void commits_awaitedAtOnce_areLinearizable(Strategy strategy) {
    strategy.check(OfGroupCommit.class, Model.class);
  }

  /** Without the CAS the same test fails. */
  @ParameterizedTest
  @EnumSource
  void twin_checksThenActs_isFound(Strategy strategy) {
    strategy.find(OfTwin.class, Model.class);
  }
}
