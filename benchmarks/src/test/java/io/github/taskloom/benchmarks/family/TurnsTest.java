package io.github.taskloom.benchmarks.family;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.taskloom.benchmarks.engine.Engine;
import io.github.taskloom.benchmarks.engine.Rival;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final List<Sample> samples = new ArrayList<>();

  /** A case that fails from some call on. */
  private static final class Counting implements Case {
    private final int failing;
    private int warmUps;
    private int calls;

    Counting(int failing) {
      this.failing = failing;
    }

    @Override
    public String group() {
      return "";
    }

    @Override
    public String title() {
      return "case";
    }

    @Override
    public void warmUp(Engine engine) {
      warmUps++;
    }

    @Override
    public Map<String, Double> measure(Engine engine) {
      if (++calls == failing) {
        throw new IllegalStateException("no");
      }
      return Map.of("calls", (double) calls, "warmUps", (double) warmUps);
    }
  }

  private List<Rival> rivals() {
    return samples.stream().map(Sample::rival).toList();
  }

  /** All are warmed up before the first round; then they take turns. */
  @Test
  void run_twoRounds_alternates() throws Exception {
    Rival one = Rival.DISPATCH;
    Rival other = Rival.SEQUENTIAL_CALLS;
    new Turns(new Counting(0), samples::add).run(List.of(one, other), 2);
    assertEquals(List.of(one, other, one, other), rivals());
    assertEquals(Map.of("calls", 1.0, "warmUps", 2.0), samples.getFirst().figures());
  }

  /** One that fails says so, and leaves the rounds to the other. */
  @Test
  void run_failure_isLeftOut() throws Exception {
    Rival one = Rival.DISPATCH;
    Rival other = Rival.SEQUENTIAL_CALLS;
    new Turns(new Counting(3), samples::add).run(List.of(one, other), 3);
    assertEquals(List.of(one, other, one, other, other), rivals());
    assertEquals("failed with java.lang.IllegalStateException: no", samples.get(2).remark());
  }
}
