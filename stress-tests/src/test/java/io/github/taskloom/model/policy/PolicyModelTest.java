package io.github.taskloom.model.policy;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.model.policy.Plan.Act;
import io.github.taskloom.size.Size;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Policies do what their model says, on random graphs. */
@Tag("sized")
class PolicyModelTest {
  private static final int GRAPHS =
      Integer.getInteger("taskloom.policyGraphs", Size.of(100, 2_000));

  /** States, calls, edges and attempts agree; each behaviour occurs. */
  @Test
  @Timeout(300)
  void engine_onRandomPolicies_doesWhatTheModelSays() throws Exception {
    long seed = Long.getLong("taskloom.seed", System.nanoTime());
    System.out.println("PolicyModelTest: -Dtaskloom.seed=" + seed);
    Set<Act> seen = EnumSet.noneOf(Act.class);
    for (int i = 0; i < GRAPHS; i++) {
      assertNull(PolicyCheck.run(seed + i));
      Plan.of(seed + i).nodes().forEach(node -> seen.addAll(node.acts()));
    }
    assertTrue(seen.size() == Act.values().length || GRAPHS < 100, () -> "only " + seen);
  }
}
