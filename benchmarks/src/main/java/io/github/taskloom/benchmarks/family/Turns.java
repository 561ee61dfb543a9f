package io.github.taskloom.benchmarks.family;

import io.github.taskloom.benchmarks.engine.Rival;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The rounds of some cases: each engine is warmed up in each case, then all take turns, case by
 * case in each round. An engine that fails takes no further part in the case.
 */
final class Turns {
  private final List<Contest> contests;
  private final Consumer<Case> begun;
  private final Consumer<Sample> out;

  /**
   * Of these cases.
   *
   * @param begun is told each case before its warm-up
   */
  Turns(List<Case> cases, Consumer<Case> begun, Consumer<Sample> out) {
    this.contests = cases.stream().map(one -> new Contest(one, new ArrayList<>())).toList();
    this.begun = begun;
    this.out = out;
  }

  /** A case, and the engines that are still in it. */
  private record Contest(Case one, List<Turn> turns) {}

  /** What an engine does in its turn. */
  @FunctionalInterface
  private interface Doing {
    void with(Turn turn) throws Exception;
  }

  void run(List<Rival> rivals, int rounds) throws Exception {
    List<Turn> all = rivals.stream().map(rival -> new Turn(rival, rival.engine())).toList();
    contests.forEach(contest -> contest.turns().addAll(all));
    try {
      for (Contest contest : contests) {
        begun.accept(contest.one());
        each(contest, contest.one()::warmUp);
      }
      for (int round = 0; round < rounds; round++) {
        for (Contest contest : contests) {
          System.gc(); // so that no round pays for the garbage of another
          each(contest, turn -> emit(contest.one(), turn.rival(), contest.one().measure(turn)));
        }
      }
    } finally {
      for (Turn turn : all) {
        turn.engine().close();
      }
    }
  }

  private void each(Contest contest, Doing doing) throws InterruptedException {
    for (Turn turn : List.copyOf(contest.turns())) {
      try {
        doing.with(turn);
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception | StackOverflowError | OutOfMemoryError e) {
        contest.turns().remove(turn);
        Case one = contest.one();
        out.accept(
            new Sample(one.group(), one.title(), turn.rival(), Map.of(), "failed with " + e));
      }
    }
  }

  private void emit(Case one, Rival rival, Map<String, Double> figures) {
    out.accept(new Sample(one.group(), one.title(), rival, figures, null));
  }
}
