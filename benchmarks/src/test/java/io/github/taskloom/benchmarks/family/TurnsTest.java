package io.github.taskloom.benchmarks.family;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.taskloom.benchmarks.engine.Rival;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final List<String> begun = new ArrayList<>();
  private final List<Sample> samples = new ArrayList<>();

  /** A case that fails at some call. */
  private static final class Counting implements Case {
    private final String title;
    private final int failing;
    private int warmUps;
    private int calls;

    Counting(String title, int failing) {
      this.title = title;
      this.failing = failing;
    }

    @Override
    public String group() {
      return "";
    }

    @Override
    public String title() {
      return title;
    }

    @Override
    public void warmUp(Turn turn) {
      warmUps++;
    }

    @Override
    public Map<String, Double> measure(Turn turn) {
      if (++calls == failing) {
        throw new IllegalStateException("no");
      }
      return Map.of("calls", (double) calls, "warmUps", (double) warmUps);
    }
  }

  private Turns turns(Case... cases) {
    return new Turns(List.of(cases), one -> begun.add(one.title()), samples::add);
  }

  private List<Rival> rivals() {
    return samples.stream().map(Sample::rival).toList();
  }

  /** All are warmed up before the first round; then they take turns. */
  @Test
  void run_twoRounds_alternates() throws Exception {
    Rival one = Rival.DISPATCH;
    Rival other = Rival.SEQUENTIAL_CALLS;
    turns(new Counting("case", 0)).run(List.of(one, other), 2);
    assertEquals(List.of(one, other, one, other), rivals());
    assertEquals(Map.of("calls", 1.0, "warmUps", 2.0), samples.getFirst().figures());
  }

  /** One that fails says so, and leaves the rounds to the other. */
  @Test
  void run_failure_isLeftOut() throws Exception {
    Rival one = Rival.DISPATCH;
    Rival other = Rival.SEQUENTIAL_CALLS;
    turns(new Counting("case", 3)).run(List.of(one, other), 3);
    assertEquals(List.of(one, other, one, other, other), rivals());
    assertEquals("failed with java.lang.IllegalStateException: no", samples.get(2).remark());
  }

  /** All cases are warmed up before the first round, and each round has all of them. */
  @Test
  void run_twoCases_roundsHaveBoth() throws Exception {
    Rival one = Rival.DISPATCH;
    Rival other = Rival.SEQUENTIAL_CALLS;
    turns(new Counting("a", 0), new Counting("b", 0)).run(List.of(one, other), 2);
    assertEquals(List.of("a", "b"), begun);
    assertEquals(
        List.of("a", "a", "b", "b", "a", "a", "b", "b"),
        samples.stream().map(Sample::title).toList());
    assertEquals(List.of(one, other, one, other, one, other, one, other), rivals());
    assertEquals(Map.of("calls", 1.0, "warmUps", 2.0), samples.getFirst().figures());
  }

  /** One that fails in a case goes on in the others. */
  @Test
  void run_failureInOneCase_isInTheOther() throws Exception {
    Rival one = Rival.DISPATCH;
    turns(new Counting("a", 1), new Counting("b", 0)).run(List.of(one), 2);
    assertEquals(List.of("a", "b", "b"), samples.stream().map(Sample::title).toList());
  }
}
