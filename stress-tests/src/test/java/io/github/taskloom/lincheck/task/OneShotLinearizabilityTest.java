package io.github.taskloom.lincheck.task;

import io.github.taskloom.Outcome.Done;
import io.github.taskloom.Task;
import io.github.taskloom.internal.task.OneShot;
import io.github.taskloom.internal.task.TaskNode;
import io.github.taskloom.internal.task.TaskResult;
import io.github.taskloom.lincheck.Strategy;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A value that is set once: who sets it tells all who had registered, in order; none is missed. */
@Tag("sized")
public class OneShotLinearizabilityTest {

  /** What is done to a value. */
  public interface Value {

    void set(int value);

    void whenSet(Runnable action);

    Integer get();
  }

  /** The operations, of whichever value; actions leave their number with the thread they run in. */
  public abstract static class Operations {
    private static final ThreadLocal<List<Integer>> RAN = new ThreadLocal<>();
    private final Value value;

    protected Operations(Value value) {
      this.value = value;
    }

    @Operation
    public String set(@Param(gen = IntGen.class, conf = "1:3") int number) {
      RAN.set(new ArrayList<>());
      value.set(number);
      return RAN.get().toString();
    }

    @Operation
    public String whenSet(@Param(gen = IntGen.class, conf = "1:5") int action) {
      RAN.set(new ArrayList<>());
      value.whenSet(() -> RAN.get().add(action));
      return RAN.get().toString();
    }

    @Operation
    public Integer get() {
      return value.get();
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
    public void set(int value) {
      word.set(value);
    }

    @Override
    public void whenSet(Runnable action) {
      var unused = word.whenSet(action);
    }

    @Override
    public Integer get() {
      return word.value();
    }
  }

  /** Those of a task's result. */
  public static class OfResult extends Operations {
    public OfResult() {
      super(new OfAttempt(new TaskResult<>(TaskNode.of(Task.of("t", () -> 0)), 1)));
    }
  }

  private record OfAttempt(TaskResult<Integer> result) implements Value {

    @Override
    public void set(int value) {
      result.set(new Done<>(value));
    }

    @Override
    public void whenSet(Runnable action) {
      var unused = result.notify(settled -> action.run());
    }

    @Override
    public Integer get() {
      return result.outcome() instanceof Done<Integer> done ? done.value() : null;
    }
  }

  /** Those of a value for one thread. */
  public static class Model extends Operations {
    public Model() {
      super(new Sequential());
    }
  }

  private static final class Sequential implements Value {
    private final List<Runnable> registered = new ArrayList<>();
    private Integer value;

    @Override
    public void set(int number) {
      if (value == null) {
        value = number;
        registered.forEach(Runnable::run);
      }
    }

    @Override
    public void whenSet(Runnable action) {
      if (value == null) {
        registered.add(action);
      } else {
        action.run();
      }
    }

    @Override
    public Integer get() {
      return value;
    }
  }

  /** Those of a value that looks first and writes then. */
  public static class OfTwin extends Operations {
    public OfTwin() {
      super(new CheckThenAct());
    }
  }

  private static final class CheckThenAct implements Value {
    private record Link(Runnable action, Link older) {}

    private volatile Object word;

    @Override
    public void set(int value) {
      if (word == null || word instanceof Link) {
        Link newest = (Link) word;
        word = value;
        List<Runnable> actions = new ArrayList<>();
        for (Link link = newest; link != null; link = link.older) {
          actions.addFirst(link.action);
        }
        actions.forEach(Runnable::run);
      }
    }

    @Override
    public void whenSet(Runnable action) {
      Object now = word;
      if (now == null || now instanceof Link) {
        word = new Link(action, (Link) now);
      } else {
        action.run();
      }
    }

    @Override
    public Integer get() {
      return word instanceof Integer value ? value : null;
    }
  }

  /** The value and those who wait for it do what one thread could have done. */
  @ParameterizedTest
  @EnumSource
  void oneShot_setAndRegisteredAtOnce_isLinearizable(Strategy strategy) {
    strategy.checkDeep(OfOneShot.class, Model.class);
  }

  /** So does a task's result. */
  @ParameterizedTest
  @EnumSource
  void result_settledAndNotifiedAtOnce_isLinearizable(Strategy strategy) {
    strategy.checkDeep(OfResult.class, Model.class);
  }

  /** Without the CAS the same test fails. */
  @ParameterizedTest
  @EnumSource
  void twin_checksThenActs_isFound(Strategy strategy) {
    strategy.find(OfTwin.class, Model.class);
  }
}
