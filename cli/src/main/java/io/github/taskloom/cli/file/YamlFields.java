package io.github.taskloom.cli.file;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Takes the values that a task file needs out of YAML nodes, or says what is there instead. */
record YamlFields(Path file) {

  /** A value together with its key, so that errors can point at either. */
  record Field(Text key, Node value) {}

  /** A scalar and where it stands. */
  record Text(String value, Position position) {}

  /**
   * The fields of a mapping by name, in their order.
   *
   * @param what names the node in an error, as in "tasks" or "task 'a'"
   */
  Map<String, Field> mapping(Node node, String what) {
    if (!(node instanceof MappingNode mapping) || !mapping.getTag().equals(Tag.MAP)) {
      throw wrongType(node, what, "a mapping");
    }
    Map<String, Field> fields = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Text key = text(tuple.getKeyNode(), "a name in " + what);
      Field earlier = fields.putIfAbsent(key.value(), new Field(key, tuple.getValueNode()));
      if (earlier != null) {
        throw problem(
            key.position(),
            Names.quoted(key.value())
                + " stands twice in "
                + what
                + ": first in line "
                + earlier.key().position().line());
      }
    }
    return fields;
  }

  /** The fields of a mapping that has a fixed set of keys. */
  Map<String, Field> mapping(Node node, String what, Collection<String> known) {
    return mapping(node, what, known, null);
  }

  /**
   * The same, where keys that start in a certain way may stand beside.
   *
   * @param beside how they start, or null for none
   */
  Map<String, Field> mapping(
      Node node, String what, Collection<String> known, @Nullable String beside) {
    Map<String, Field> fields = mapping(node, what);
    for (Field field : fields.values()) {
      String key = field.key().value();
      if (!known.contains(key) && (beside == null || !key.startsWith(beside))) {
        throw problem(
            field.key().position(),
            "unknown key " + Names.quoted(key) + " in " + what + Names.didYouMean(key, known));
      }
    }
    return fields;
  }

  /** One text, or each of a list. */
  List<Text> texts(Field field, String what) {
    if (!(field.value() instanceof SequenceNode list)) {
      return List.of(text(field, what));
    }
    List<Text> texts = new ArrayList<>();
    for (Node item : list.getValue()) {
      texts.add(text(item, "an item of " + what));
    }
    return texts;
  }

  /** A scalar of any type as it is written: a number or a boolean is a text, too. */
  Text text(Field field, String what) {
    if (isNull(field.value())) {
      throw problem(field.key().position(), what + " is empty: give it a value or leave it out");
    }
    return text(field.value(), what);
  }

  /** Yes or no, in the one spelling of each. */
  boolean flag(@Nullable Field field, String what) {
    if (field == null) {
      return false;
    }
    Text text = text(field, what);
    return switch (text.value()) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw problem(
              text.position(),
              what + " must be true or false, but is " + Names.quoted(text.value()));
    };
  }

  /** Whether nothing is written as the value, or {@code null}, or {@code ~}. */
  static boolean isNull(Node node) {
    return node.getTag().equals(Tag.NULL);
  }

  static boolean isList(Node node) {
    return node instanceof SequenceNode;
  }

  /** Whether {@code ~} is written as the value, which says nothing in YAML. */
  static boolean isTilde(Node node) {
    return isNull(node) && node instanceof ScalarNode scalar && scalar.getValue().equals("~");
  }

  static Position position(Node node) {
    return node.getStartMark().map(YamlSource::position).orElseGet(() -> new Position(1, 1));
  }

  /**
   * The path of another file, relative to the folder of this one.
   *
   * @param text where it is written
   * @param what names it in an error
   */
  Path beside(String path, Text text, String what) {
    if (path.isEmpty()) {
      throw problem(text.position(), what + " has an empty name where a file is to be named");
    }
    if (Names.isHome(path)) {
      throw problem(text.position(), what + " names a file by ~, which stands for no folder here");
    }
    try {
      return file.resolveSibling(path);
    } catch (InvalidPathException e) {
      throw problem(
          text.position(), what + ": " + Names.quoted(path) + " is no path: " + e.getReason());
    }
  }

  InputException problem(Position position, String problem) {
    return new InputException(file, position, problem);
  }

  /** The same for an item of a list. */
  Text text(Node node, String what) {
    if (!(node instanceof ScalarNode scalar) || isNull(node)) {
      throw wrongType(node, what, "text");
    }
    if (QuotesHint.isBang(node)) {
      throw problem(position(node), what + " starts with '!': such text needs quotes");
    }
    if (!List.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL).contains(scalar.getTag())) {
      throw problem(position(node), what + " has the unknown tag " + scalar.getTag().getValue());
    }
    if (scalar.getValue().indexOf('\0') >= 0) {
      throw problem(position(node), what + " has a NUL character, which no command can be given");
    }
    return new Text(scalar.getValue(), position(node));
  }

  InputException wrongType(Node node, String what, String expected) {
    String hint = expected.equals("text") && node instanceof MappingNode m ? QuotesHint.of(m) : "";
    return problem(
        position(node), what + " must be " + expected + ", but is " + found(node) + hint);
  }

  private static String found(Node node) {
    if (isNull(node)) {
      return "empty";
    }
    if (node.getTag().equals(Tag.MAP)) {
      return "a mapping";
    }
    if (node.getTag().equals(Tag.SEQ)) {
      return "a list";
    }
    if (node.getTag().equals(Tag.STR)) {
      return "text";
    }
    return node instanceof ScalarNode scalar
        ? "the value " + Names.quoted(scalar.getValue())
        : "something with the tag " + node.getTag().getValue();
  }
}
