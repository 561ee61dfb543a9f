package io.github.taskloom.internal.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class NumberingTest {

  /** Without marks, and with marks that an earlier walk has left behind. */
  static Stream<Arguments> marks() {
    return Stream.of(Arguments.of((Object) null), Arguments.of(Node.MARK));
  }

  /** What was never added is not there. */
  @ParameterizedTest
  @MethodSource("marks")
  void find_neverAdded_isMinusOne(@Nullable Mark<Node> mark) {
    Numbering<Node> index = new Numbering<>(mark);

    assertEquals(-1, index.find(new Node("a")));
    assertEquals(0, index.size());
  }

  /** Numbers are given in order, and found by identity alone. */
  @ParameterizedTest
  @MethodSource("marks")
  void add_equalNodes_numbersEachInOrder(@Nullable Mark<Node> mark) {
    Numbering<Node> index = new Numbering<>(mark);
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
  @ParameterizedTest
  @MethodSource("marks")
  void add_many_allAreFound(@Nullable Mark<Node> mark) {
    Numbering<Node> index = new Numbering<>(mark);
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
