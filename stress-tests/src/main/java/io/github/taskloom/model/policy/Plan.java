package io.github.taskloom.model.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A random graph with random policies, as data.
 *
 * @param seed what it was made from
 * @param nodes in an order in which each comes after what it requires
 */
record Plan(long seed, List<Node> nodes) {

  /** How a function behaves, call by call. */
  enum Act {
    SUCCEED,
    THROW,
    CANCEL,
    /** Blocks until it is interrupted, and ends by that. */
    STICK,
    /** Blocks until it is interrupted, and gives a value all the same. */
    LATE,
    /** Blocks, whatever interrupts it, until the graph is done with. */
    IGNORE
  }

  /** What has to become of a prerequisite. */
  enum Rule {
    DONE,
    COMPLETED,
    FAILED,
    ANY_DONE
  }

  /** An edge to a node that comes before. */
  record Edge(int to, Rule rule) {}

  /**
   * A task.
   *
   * @param acts one for each call; the last one stands for all further calls
   * @param attempts the most that its retry rule allows; 1 for none
   * @param backoffSeconds between attempts
   * @param limitSeconds of each attempt; 0 for none
   * @param totalSeconds of all attempts; 0 for none
   * @param abandons whether it may be left behind when its time is up
   */
  record Node(
      List<Edge> edges,
      List<Act> acts,
      int attempts,
      int backoffSeconds,
      int limitSeconds,
      int totalSeconds,
      boolean abandons) {
    Act act(int call) {
      return acts.get(Math.min(call, acts.size()) - 1);
    }

    boolean isLimited() {
      return limitSeconds > 0 || totalSeconds > 0;
    }
  }

  static Plan of(long seed) {
    Random random = new Random(seed);
    List<Node> nodes = new ArrayList<>();
    int size = 1 + random.nextInt(24);
    for (int i = 0; i < size; i++) {
      nodes.add(node(random, i));
    }
    return new Plan(seed, nodes);
  }

  private static Node node(Random random, int position) {
    List<Edge> edges = new ArrayList<>();
    for (int to = Math.max(0, position - 6); to < position; to++) {
      if (random.nextInt(4) == 0) {
        List<Rule> rules = List.of(Rule.values());
        Rule rule = random.nextBoolean() ? Rule.DONE : rules.get(random.nextInt(rules.size()));
        edges.add(new Edge(to, rule));
      }
    }
    int limit = random.nextInt(3) == 0 ? 10 + random.nextInt(50) : 0;
    int total = random.nextInt(6) == 0 ? 20 + random.nextInt(100) : 0;
    int attempts = random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 1;
    boolean abandons = random.nextBoolean();
    List<Act> acts = new ArrayList<>();
    for (int call = 0; call <= attempts; call++) {
      acts.add(act(random, limit > 0 || total > 0, abandons));
    }
    int backoff = random.nextInt(30);
    Node node = new Node(edges, acts, attempts, backoff, limit, total, abandons);
    return Expected.isClose(node)
        ? new Node(edges, acts, attempts, backoff, Math.max(limit, 10), 0, abandons)
        : node;
  }

  /** Only a limit ends what is stuck, and what ignores it has to be left behind. */
  private static Act act(Random random, boolean limited, boolean abandons) {
    int roll = random.nextInt(20);
    if (roll < 10) {
      return Act.SUCCEED;
    }
    if (roll < 16) {
      return Act.THROW;
    }
    if (roll < 17) {
      return Act.CANCEL;
    }
    if (!limited) {
      return Act.SUCCEED;
    }
    return roll < 19 ? Act.STICK : abandons ? Act.IGNORE : Act.LATE;
  }
}
