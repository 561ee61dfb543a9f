package io.github.taskloom.internal.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class LayersTest {
  private static final int MILLION = 1_000_000;

  private static Layers<Node> layers(Node... given) throws CycleFound {
    return Layers.of(List.of(given), node -> false, Node::needs, Node.MARK);
  }

  private static List<String> cycle(Node... given) {
    CycleFound found = assertThrows(CycleFound.class, () -> layers(given));
    return found.path().stream().map(Object::toString).toList();
  }

  /** Nothing given is no layer. */
  @Test
  void of_nothing_hasNoLayer() throws Exception {
    Layers<Node> layers = layers();

    assertEquals(0, layers.count());
  }

  /** What is independent is one layer, in the order given. */
  @Test
  void of_independent_isOneLayerInOrder() throws Exception {
    Layers<Node> layers = layers(new Node("c"), new Node("a"), new Node("b"));

    assertEquals(List.of(List.of("c", "a", "b")), Node.names(layers));
  }

  /** A diamond has three layers; the order within follows the edges. */
  @Test
  void of_diamond_hasThreeLayers() throws Exception {
    Node a = new Node("a");
    Node b = new Node("b", a);
    Node c = new Node("c", a);

    assertEquals(
        List.of(List.of("a"), List.of("c", "b"), List.of("d")),
        Node.names(layers(new Node("d", c, b))));
  }

  /** A node stands above the highest of its prerequisites, not the nearest. */
  @Test
  void of_longAndShortArm_longestPathDecides() throws Exception {
    Node a = new Node("a");
    Node b = new Node("b", a);
    Node c = new Node("c", b);

    assertEquals(
        List.of(List.of("a", "x"), List.of("b"), List.of("c"), List.of("d")),
        Node.names(layers(new Node("d", a, c, new Node("x")))));
  }

  /** A low node that is met after a high one goes to its own layer. */
  @Test
  void of_highThenLow_eachInItsLayer() throws Exception {
    Node a = new Node("a");
    Node b = new Node("b", a);

    assertEquals(
        List.of(List.of("a", "low"), List.of("b"), List.of("high")),
        Node.names(layers(new Node("high", b), new Node("low"))));
  }

  /** Given nodes are marked, wherever they stand; what they require is not. */
  @Test
  void isGiven_positions_areThoseGiven() throws Exception {
    Node a = new Node("a");
    Node b = new Node("b", a);
    Node c = new Node("c", b);
    Layers<Node> layers = layers(c, a);

    assertTrue(layers.isGiven(0));
    assertFalse(layers.isGiven(1));
    assertTrue(layers.isGiven(2));
    assertSame(b, layers.node(1));
    assertEquals(List.of(2, 3), List.of(layers.start(2), layers.end(2)));
    assertEquals(List.of(0, 1), List.of(layers.start(0), layers.end(0)));
  }

  /** A node given twice, or given and required, counts once. */
  @Test
  void of_givenTwice_countsOnce() throws Exception {
    Node a = new Node("a");
    Node b = new Node("b", a, a);

    assertEquals(List.of(List.of("a"), List.of("b")), Node.names(layers(b, a, b, a)));
  }

  /** What is left out is not planned, nor what it alone requires; unless another requires it. */
  @Test
  @SuppressWarnings("ReferenceEquality") // all nodes are equal
  void of_leftOut_isPlannedOnlyWhereRequired() throws Exception {
    Node a = new Node("a");
    Node b = new Node("b", a);
    Node c = new Node("c", b);
    Node d = new Node("d");

    assertEquals(
        List.of(List.of("d")),
        Node.names(Layers.of(List.of(c, d, c), node -> node == c, Node::needs, Node.MARK)));
    assertEquals(
        List.of(List.of("a"), List.of("b"), List.of("c")),
        Node.names(Layers.of(List.of(c, b), node -> node == b, Node::needs, Node.MARK)));
  }

  /** Nodes are told apart by identity, whatever they say of being equal. */
  @Test
  void of_equalNodes_areDifferent() throws Exception {
    assertEquals(new Node("a"), new Node("b"));

    assertEquals(2, layers(new Node("a"), new Node("a")).layer(0).size());
  }

  /** The prerequisites of a node are asked for once. */
  @Test
  void of_anyGraph_asksOncePerNode() throws Exception {
    Node a = new Node("a");
    Node b = new Node("b", a);
    Node c = new Node("c", a, b);
    List<String> asked = new ArrayList<>();

    Layers.of(
        List.of(c, b, a, c),
        node -> false,
        node -> {
          asked.add(node.name);
          return node.needs();
        },
        null);

    assertEquals(List.of("c", "b", "a"), asked);
  }

  /** A cycle is told with its whole path, from a node back to it, each requiring the next. */
  @Test
  void of_cycle_throwsWithTheWholePath() {
    Node a = new Node("a");
    Node b = new Node("b", a);
    Node c = new Node("c", b);
    a.need(c);

    assertEquals(List.of("a", "c", "b", "a"), cycle(a));
    assertEquals(List.of("c", "b", "a", "c"), cycle(c));
  }

  /** What leads to a cycle is no part of its path. */
  @Test
  void of_wayToCycle_pathIsTheCycleAlone() {
    Node a = new Node("a");
    Node b = new Node("b", a);
    a.need(b);
    Node way = new Node("way", new Node("fine"), a);

    assertEquals(List.of("a", "b", "a"), cycle(new Node("given", way)));
    CycleFound found = assertThrows(CycleFound.class, () -> layers(way));
    assertEquals("cycle of 2", found.getMessage());
  }

  /** A node that requires itself is the shortest cycle. */
  @Test
  void of_selfLoop_throws() {
    Node a = new Node("a");
    a.need(a);

    assertEquals(List.of("a", "a"), cycle(a));
  }

  /** A cycle that nothing given requires does not matter. */
  @Test
  void of_cycleElsewhere_isNotSeen() throws Exception {
    Node a = new Node("a");
    Node b = new Node("b", a);
    Node c = new Node("c", b, a);
    b.need(c);

    assertEquals(List.of(List.of("a")), Node.names(layers(a)));
  }

  /** A chain of a million is planned without recursion. */
  @Test
  void of_chainOfAMillion_isAsManyLayers() throws Exception {
    Node last = new Node("first");
    for (int i = 1; i < MILLION; i++) {
      last = new Node("link", last);
    }

    Layers<Node> layers = layers(last);

    assertEquals(MILLION, layers.count());
    assertEquals("first", layers.node(layers.start(0)).name);
    assertSame(last, layers.node(layers.start(MILLION - 1)));
  }

  /** A layer of a million keeps its order. */
  @Test
  void of_layerOfAMillion_isOneLayerInOrder() throws Exception {
    Node[] nodes = new Node[MILLION];
    Arrays.setAll(nodes, i -> new Node("node"));

    Layers<Node> layers = Layers.of(Arrays.asList(nodes), node -> false, Node::needs, Node.MARK);

    assertEquals(1, layers.count());
    for (int i = 0; i < MILLION; i++) {
      assertSame(nodes[i], layers.node(i));
    }
  }

  /** A fan-in of a million is two layers, the first in the order of the edges. */
  @Test
  void of_fanInOfAMillion_isTwoLayersInOrder() throws Exception {
    Node[] nodes = new Node[MILLION];
    Arrays.setAll(nodes, i -> new Node("node"));
    Node hub = new Node("hub");
    hub.need(nodes);

    Layers<Node> layers = layers(hub);

    assertEquals(2, layers.count());
    assertEquals(MILLION, layers.end(0) - layers.start(0));
    assertSame(nodes[MILLION / 2], layers.node(layers.start(0) + MILLION / 2));
    assertSame(hub, layers.node(layers.start(1)));
  }

  /** A cycle of a million is told with its whole path. */
  @Test
  void of_cycleOfAMillion_throwsWithTheWholePath() {
    Node first = new Node("first");
    Node last = first;
    for (int i = 1; i < MILLION; i++) {
      last = new Node("link", last);
    }
    first.need(last);

    CycleFound found = assertThrows(CycleFound.class, () -> layers(first));

    assertEquals(MILLION + 1, found.path().size());
  }
}
