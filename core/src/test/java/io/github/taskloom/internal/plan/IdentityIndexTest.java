package io.github.taskloom.internal.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class IdentityIndexTest {

  /** What was never added is not there. */
  @Test
  void find_neverAdded_isMinusOne() {
    IdentityIndex<Node> index = new IdentityIndex<>();

    assertEquals(-1, index.find(new Node("a")));
    assertEquals(0, index.size());
  }

  /** Numbers are given in order, and found by identity alone. */
  @Test
  void add_equalNodes_numbersEachInOrder() {
    IdentityIndex<Node> index = new IdentityIndex<>();
    Node first = new Node("same");
    Node second = new Node("same");

    assertEquals(0, index.add(first));
    assertEquals(1, index.add(second));

    assertEquals(0, index.find(first));
    assertEquals(1, index.find(second));
    assertEquals(-1, index.find(new Node("same")));
    assertSame(second, index.get(1));
    assertEquals(2, index.size());
  }

  /** It grows, and every number stays. */
  @Test
  void add_many_allAreFound() {
    IdentityIndex<Node> index = new IdentityIndex<>();
    Node[] nodes = new Node[200_000];
    Arrays.setAll(nodes, i -> new Node("node"));
    for (int i = 0; i < nodes.length; i++) {
      assertEquals(-1, index.find(nodes[i]));
      assertEquals(i, index.add(nodes[i]));
    }

    for (int i = 0; i < nodes.length; i++) {
      assertEquals(i, index.find(nodes[i]));
      assertSame(nodes[i], index.get(i));
    }
    assertEquals(nodes.length, index.size());
  }
}
