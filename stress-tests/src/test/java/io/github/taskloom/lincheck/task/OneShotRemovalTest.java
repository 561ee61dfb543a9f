package io.github.taskloom.lincheck.task;

import io.github.taskloom.fsm.Registration;
import io.github.taskloom.internal.task.OneShot;
import io.github.taskloom.lincheck.Strategy;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Actions that are removed while others register and the value is set: whatever is not removed runs
 * exactly once, whatever is removed at most once.
 *
 * <p>No sequence explains each result here: an action that is removed between the moment the value
 * is set and its own turn does not run. So what holds in the end is looked at instead.
 */
@Tag("sized")
@Tag("full-only")
public class OneShotRemovalTest {

  /** What is done to a value. */
  public interface Value {

    void set();

    Registration whenSet(Runnable action);
  }

  /** The operations, of whichever value. */
  public abstract static class Operations {
    private final Value value;
    private final Queue<Action> kept = new ConcurrentLinkedQueue<>();
    private final Queue<Action> removed = new ConcurrentLinkedQueue<>();
    private volatile boolean set;

    private record Action(AtomicInteger runs, Registration registration) {}

    protected Operations(Value value) {
      this.value = value;
    }

    @Operation
    public void set() {
      value.set();
      set = true;
    }

    @Operation
    public void register() {
      AtomicInteger runs = new AtomicInteger();
      kept.add(new Action(runs, value.whenSet(runs::incrementAndGet)));
    }

    @Operation
    public void remove() {
      Action action = kept.poll();
      if (action != null) {
        action.registration().close();
        removed.add(action);
      }
    }

    /** After all have ended. */
    @Validate
    public void eachRanAsOftenAsItShould() {
      int wanted = set ? 1 : 0;
      for (Action action : kept) {
        if (action.runs().get() != wanted) {
          throw new IllegalStateException("ran " + action.runs() + " times, not " + wanted);
        }
      }
      for (Action action : removed) {
        if (action.runs().get() > wanted) {
          throw new IllegalStateException("removed, and ran " + action.runs() + " times");
        }
      }
    }
  }

  /** Those of the class that results and run states share. */
  public static class OfOneShot extends Operations {
    public OfOneShot() {
      super(new Real());
    }
  }

  private static final class Real implements Value {
    private static final class Word extends OneShot<Integer> {}

    private final Word word = new Word();

    @Override
    public void set() {
      word.set(1);
    }

    @Override
    public Registration whenSet(Runnable action) {
      return word.whenSet(action);
    }
  }

  /** They return nothing, so any sequence will do. */
  public static class Model {
    public void set() {}

    public void register() {}

    public void remove() {}
  }

  /** Those of a value that looks first and writes then. */
  public static class OfTwin extends Operations {
    public OfTwin() {
      super(new CheckThenAct());
    }
  }

  /** Null stands for the value that is set. */
  private static final class CheckThenAct implements Value {
    private volatile List<Runnable> registered = List.of();

    @Override
    public void set() {
      List<Runnable> told = registered;
      registered = null;
      if (told != null) {
        told.forEach(Runnable::run);
      }
    }

    @Override
    public Registration whenSet(Runnable action) {
      List<Runnable> now = registered;
      if (now == null) {
        action.run();
        return () -> {};
      }
      List<Runnable> more = new CopyOnWriteArrayList<>(now);
      more.add(action);
      registered = more;
      return () -> {
        List<Runnable> before = registered;
        if (before != null) {
          List<Runnable> fewer = new CopyOnWriteArrayList<>(before);
          fewer.remove(action);
          registered = fewer;
        }
      };
    }
  }

  /** What is kept runs once, what is removed at most once. */
  @ParameterizedTest
  @EnumSource
  void oneShot_registeredRemovedAndSetAtOnce_keptRunOnce(Strategy strategy) {
    strategy.checkDeep(OfOneShot.class, Model.class);
  }

  /** Without the CAS the same test fails. */
  @ParameterizedTest
  @EnumSource
  void twin_checksThenActs_isFound(Strategy strategy) {
    strategy.find(OfTwin.class, Model.class);
  }
}
