package io.github.taskloom.jdbc.testing;

import io.github.taskloom.jdbc.testing.TappedDataSource.Tap;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

/** What a test does to the calls of a data source; another thing at each moment. */
public final class Taps implements Tap {
  /** What is done at a call. */
  @FunctionalInterface
  public interface Act {
    /** May throw what is thrown in place of the call, or after it. */
    void at(String what, Connection connection) throws SQLException;
  }

  private static final Act NOTHING = (what, connection) -> {};

  private final List<String> calls = new CopyOnWriteArrayList<>();
  private volatile Act before = NOTHING;
  private volatile Act after = NOTHING;

  @Override
  public void before(String what, Connection connection) throws SQLException {
    calls.add(what);
    before.at(what, connection);
  }

  @Override
  public void after(String what, Connection connection) throws SQLException {
    after.at(what, connection);
  }

  /** From now on, before each call. */
  public void before(Act act) {
    before = act;
  }

  /** From now on, after each call. */
  public void after(Act act) {
    after = act;
  }

  /** Loses the connection once, before the next call of a kind. */
  public void loseOnceBefore(String begin) {
    before =
        (what, connection) -> {
          if (what.startsWith(begin)) {
            before = NOTHING;
            throw TappedDataSource.lost(connection);
          }
        };
  }

  /** Loses the connection once, after the next call of a kind has been made. */
  public void loseOnceAfter(String begin) {
    after =
        (what, connection) -> {
          if (what.startsWith(begin)) {
            after = NOTHING;
            throw TappedDataSource.lost(connection);
          }
        };
  }

  /** Holds the next call of a kind back. */
  public Held holdBefore(String begin) {
    Held held = new Held();
    before =
        (what, connection) -> {
          if (what.startsWith(begin)) {
            before = NOTHING;
            held.hold();
          }
        };
    return held;
  }

  /** Loses everything until {@link #heal}. */
  public void breakDown() {
    before =
        (what, connection) -> {
          if (!what.equals("close")) {
            throw TappedDataSource.lost(connection);
          }
        };
  }

  /** Nothing more is done. */
  public void heal() {
    before = NOTHING;
    after = NOTHING;
  }

  /** Forgets the calls so far. */
  public void forget() {
    calls.clear();
  }

  /** How many calls of a kind there were. */
  public long count(String begin) {
    Predicate<String> kind = what -> what.startsWith(begin);
    return calls.stream().filter(kind).count();
  }

  /** A call that is held back. */
  public static final class Held {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    private void hold() {
      reached.countDown();
      try {
        Bounded.await(released);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    /** Waits until it is held. */
    public void awaitReached() throws InterruptedException {
      Bounded.await(reached);
    }

    /** Lets it go on. */
    public void release() {
      released.countDown();
    }
  }
}
