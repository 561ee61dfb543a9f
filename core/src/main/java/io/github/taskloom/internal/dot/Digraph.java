package io.github.taskloom.internal.dot;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A DOT digraph in the making: the text is legal whatever the names are. */
public final class Digraph {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z_0-9]*");
  private static final Set<String> KEYWORDS =
      Set.of("node", "edge", "graph", "digraph", "subgraph", "strict");

  /** Graphviz's scanner has a buffer of 16 KiB for one string; longer ones are concatenated. */
  private static final int LONGEST = 2_000;

  private final StringBuilder text = new StringBuilder();

  /** Attributes in the order given: a map that keeps its order makes two drawings equal. */
  public static Map<String, String> attributes(String... namesAndValues) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      attributes.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return attributes;
  }

  /** Begins a digraph with a name. */
  public Digraph(String name) {
    text.append("digraph ").append(quote(name)).append(" {\n");
  }

  /** Adds a statement for all nodes or edges: {@code node}, {@code edge} or {@code graph}. */
  public Digraph defaults(String kind, Map<String, String> attributes) {
    return statement(kind, attributes);
  }

  /** Adds a node. */
  public Digraph node(String id, Map<String, String> attributes) {
    return statement(id(id), attributes);
  }

  /** Adds an edge between two nodes by their ids. */
  public Digraph edge(String from, String to, Map<String, String> attributes) {
    return statement(id(from) + " -> " + id(to), attributes);
  }

  private Digraph statement(String subject, Map<String, String> attributes) {
    text.append("  ").append(subject);
    if (!attributes.isEmpty()) {
      text.append(
          attributes.entrySet().stream()
              .map(attribute -> attribute.getKey() + "=" + quote(attribute.getValue()))
              .collect(Collectors.joining(", ", " [", "]")));
    }
    text.append(";\n");
    return this;
  }

  /** The whole text. */
  public String end() {
    return text + "}\n";
  }

  private static String id(String id) {
    boolean plain = PLAIN.matcher(id).matches() && !KEYWORDS.contains(id.toLowerCase(Locale.ROOT));
    return plain ? id : quote(id);
  }

  /**
   * A quoted string that Graphviz shows as it is. A backslash would begin an escape, an ampersand
   * an entity; control characters are illegal in the SVG that comes out, and an unpaired surrogate
   * in any UTF-8.
   */
  private static String quote(String raw) {
    StringBuilder quoted = new StringBuilder(raw.length() + 2).append('"');
    int[] begin = {0};
    raw.codePoints()
        .forEach(
            character -> {
              if (quoted.length() - begin[0] > LONGEST) {
                begin[0] = quoted.length();
                quoted.append("\" + \"");
              }
              switch (character) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '&' -> quoted.append("&amp;");
                case '\n' -> quoted.append("\\n");
                default -> quoted.appendCodePoint(isLegal(character) ? character : '\uFFFD');
              }
            });
    return quoted.append('"').toString();
  }

  private static boolean isLegal(int character) {
    return !Character.isISOControl(character)
        && !(character <= Character.MAX_VALUE && Character.isSurrogate((char) character))
        && character != 0xFFFE
        && character != 0xFFFF;
  }
}
