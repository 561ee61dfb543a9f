package io.github.taskloom.internal.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class IdentityMarkTest {

  /** What was never set is 0, as in a field. */
  @Test
  void get_neverSet_isZero() {
    assertEquals(0, new IdentityMark<Node>().get(new Node("a")));
  }

  /** Equal nodes have marks of their own, which can be set again. */
  @Test
  void set_equalNodes_marksEach() {
    IdentityMark<Node> marks = new IdentityMark<>();
    Node first = new Node("same");
    Node second = new Node("same");

    marks.set(first, 1);
    marks.set(second, 2);
    marks.set(first, -3);

    assertEquals(-3, marks.get(first));
    assertEquals(2, marks.get(second));
    assertEquals(0, marks.get(new Node("same")));
  }

  /** It grows, and every mark stays. */
  @Test
  void set_many_allAreFound() {
    IdentityMark<Node> marks = new IdentityMark<>();
    Node[] nodes = new Node[200_000];
    Arrays.setAll(nodes, i -> new Node("node"));
    for (int i = 0; i < nodes.length; i++) {
      marks.set(nodes[i], i);
    }

    for (int i = 0; i < nodes.length; i++) {
      assertEquals(i, marks.get(nodes[i]));
    }
  }
}
