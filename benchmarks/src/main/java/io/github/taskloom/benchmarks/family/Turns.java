package io.github.taskloom.benchmarks.family;

import io.github.taskloom.benchmarks.engine.Engine;
import io.github.taskloom.benchmarks.engine.Rival;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The rounds of a case: each engine is warmed up, then all take turns. An engine that fails takes
 * no further part in the case.
 */
final class Turns {
  private final Case one;
  private final Consumer<Sample> out;

  /** The engines that are still in it. */
  private final List<Turn> turns = new ArrayList<>();

  Turns(Case one, Consumer<Sample> out) {
    this.one = one;
    this.out = out;
  }

  private record Turn(Rival rival, Engine engine) {}

  /** What an engine does in its turn. */
  @FunctionalInterface
  private interface Doing {
    void with(Turn turn) throws Exception;
  }

  void run(List<Rival> rivals, int rounds) throws Exception {
    rivals.forEach(rival -> turns.add(new Turn(rival, rival.engine())));
    List<Turn> all = List.copyOf(turns);
    try {
      each(turn -> one.warmUp(turn.engine()));
      for (int round = 0; round < rounds; round++) {
        System.gc(); // so that no round pays for the garbage of another
        each(turn -> emit(turn.rival(), one.measure(turn.engine())));
      }
    } finally {
      for (Turn turn : all) {
        turn.engine().close();
      }
    }
  }

  private void each(Doing doing) throws InterruptedException {
    for (Turn turn : List.copyOf(turns)) {
      try {
        doing.with(turn);
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception | StackOverflowError | OutOfMemoryError e) {
        turns.remove(turn);
        out.accept(
            new Sample(one.group(), one.title(), turn.rival(), Map.of(), "failed with " + e));
      }
    }
  }

  private void emit(Rival rival, Map<String, Double> figures) {
    out.accept(new Sample(one.group(), one.title(), rival, figures, null));
  }
}
