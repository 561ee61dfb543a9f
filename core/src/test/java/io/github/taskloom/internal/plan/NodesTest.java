package io.github.taskloom.internal.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NodesTest {

  /** Each stays at its number, however many come after it. */
  @Test
  void add_many_eachAtItsNumber() {
    Nodes<Node> nodes = new Nodes<>();
    Node[] added = new Node[10_000];
    Arrays.setAll(added, i -> new Node("node"));
    for (int i = 0; i < added.length; i++) {
      assertEquals(i, nodes.size());
      assertFalse(nodes.isAt(i, added[i]));
      nodes.add(added[i]);
    }

    for (int i = 0; i < added.length; i++) {
      assertSame(added[i], nodes.get(i));
      assertTrue(nodes.isAt(i, added[i]));
    }
    assertFalse(nodes.isAt(1, added[0]));
    assertFalse(nodes.isAt(added.length, added[0]));
  }
}
