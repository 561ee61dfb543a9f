package io.github.taskloom.cli.file;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * What to do about shell commands that YAML takes for something else: most of what the library
 * finds wrong in a task file is a command without quotes.
 */
final class QuotesHint {
  private static final String COLON = "text that has ': ' in it needs quotes";

  /** A line with a key or a list item, and the first character of its value. */
  private static final Pattern VALUE =
      Pattern.compile("\\s*(?:-\\s+)*(?:[^\\s:\"'{}\\[\\],]+:\\s+)?(\\S).*");

  private QuotesHint() {}

  /** For a mapping where there should be text: {@code - echo foo: bar}, or {@code { a; }}. */
  static String of(MappingNode mapping) {
    if (mapping.getFlowStyle() == FlowStyle.FLOW) {
      boolean isGroup =
          mapping.getValue().stream().anyMatch(pair -> YamlFields.isNull(pair.getValueNode()));
      return isGroup ? ": " + start('{') : "";
    }
    return ": " + COLON + ", as in 'echo foo: bar'";
  }

  /** Whether a command lacks its {@code !}: YAML takes {@code ! x} for {@code x} without a tag. */
  static boolean isBang(Node node) {
    return node.getStartMark()
        .filter(mark -> mark.getBuffer()[mark.getPointer()] == '!')
        .filter(mark -> mark.getPointer() + 1 < mark.getBuffer().length)
        .filter(mark -> Character.isWhitespace(mark.getBuffer()[mark.getPointer() + 1]))
        .isPresent();
  }

  private static String start(int character) {
    return "text that starts with '" + Character.toString(character) + "' needs quotes";
  }

  /**
   * The problem as the library tells it, with a hint where one is known, or the hint in its place.
   *
   * @param text of the whole file
   * @param position where the problem is
   */
  static String problem(MarkedYamlEngineException e, String text, Position position) {
    String context = e.getContext() == null ? "" : e.getContext();
    String problem = (context + " " + e.getProblem()).strip();
    if (problem.equals("mapping values are not allowed here")) {
      return problem + ": " + COLON;
    }
    String line = text.lines().skip(position.line() - 1L).findFirst().orElse("");
    if (problem.contains("cannot start any token")) {
      int found = line.codePoints().skip(position.column() - 1L).findFirst().orElse(' ');
      return found <= ' ' ? problem : start(found);
    }
    Matcher value = VALUE.matcher(line);
    char first = value.matches() ? value.group(1).charAt(0) : ' ';
    if (context.equals("while scanning an alias") || context.equals("while scanning an anchor")) {
      return "*&!".indexOf(first) >= 0 ? start(first) : problem + after(first);
    }
    return context.startsWith("while parsing a block") ? problem + after(first) : problem;
  }

  private static String after(char first) {
    return switch (first) {
      case '"', '\'' -> ": a value that goes on after its end quote needs quotes around all of it";
      case '[', '{' -> ": " + start(first) + " unless it is a list or a mapping";
      default -> "";
    };
  }
}
