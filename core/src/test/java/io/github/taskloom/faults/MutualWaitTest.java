package io.github.taskloom.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks that wait for each other, where there are hardly any cores. */
@Timeout(180)
class MutualWaitTest {
  private static final int ROUNDS = 10;

  /** A thousand tasks of one layer that all wait for the last one end, in either order. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void make_thousandTasksWaitForTheLastOnFewCores_allAreDone(int cores) throws Exception {
    ChildJvm.Ended ended =
        ChildJvm.run(
            MutualWait.class, List.of("-XX:ActiveProcessorCount=" + cores), String.valueOf(ROUNDS));

    ended.expect(0);
    int all = ROUNDS * 1_000;
    assertEquals(List.of(cores + " processors", "LAYERED " + all, "EAGER " + all), ended.lines());
  }
}
