package io.github.taskloom.internal.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A node of a graph under test; all are equal, so that only their identity tells them apart. */
final class Node {
  final String name;
  private Node[] needs;
  private int mark = 7; // as if a walk had been here

  static final Mark<Node> MARK =
      new Mark<>() {
        @Override
        public int get(Node node) {
          return node.mark;
        }

        @Override
        public void set(Node node, int number) {
          node.mark = number;
        }
      };

  Node(String name, Node... needs) {
    this.name = name;
    this.needs = needs;
  }

  void need(Node other) {
    needs = Arrays.copyOf(needs, needs.length + 1);
    needs[needs.length - 1] = other;
  }

  void need(Node[] others) {
    needs = others;
  }

  Node[] needs() {
    return needs;
  }

  /** The names in each layer. */
  static List<List<String>> names(Layers<Node> layers) {
    List<List<String>> names = new ArrayList<>();
    for (int layer = 0; layer < layers.count(); layer++) {
      names.add(layers.layer(layer).stream().map(node -> node.name).toList());
    }
    return names;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Node;
  }

  @Override
  public int hashCode() {
    return 1;
  }

  @Override
  public String toString() {
    return name;
  }
}
