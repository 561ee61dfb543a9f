package io.github.taskloom.internal.dot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.testing.DotProgram;
import io.github.taskloom.testing.Svg;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(180)
class DigraphTest {

  private static String labelled(String label) {
    return new Digraph("g").node("n0", Map.of("label", label)).end();
  }

  /** Attributes come in the order given. */
  @Test
  void end_nodesAndEdges_areWrittenInOrder() {
    String text =
        new Digraph("g")
            .defaults("node", Digraph.attributes("shape", "box", "style", "filled"))
            .node("n0", Digraph.attributes("label", "a"))
            .edge("n0", "n0", Map.of())
            .end();

    assertEquals(
        """
        digraph "g" {
          node [shape="box", style="filled"];
          n0 [label="a"];
          n0 -> n0;
        }
        """,
        text);
  }

  /** What DOT would read as something else is escaped. */
  @Test
  void quote_specialCharacters_areEscaped() {
    assertTrue(labelled("a\"b").contains("label=\"a\\\"b\""));
    assertTrue(labelled("a\\nb\\").contains("label=\"a\\\\nb\\\\\""));
    assertTrue(labelled("a\nb").contains("label=\"a\\nb\""));
    assertTrue(labelled("&amp;").contains("label=\"&amp;amp;\""));
    assertTrue(labelled("\uD83D\uDE80").contains("label=\"\uD83D\uDE80\""));
  }

  /** What no UTF-8 or XML can hold is replaced. */
  @Test
  void quote_illegalCharacters_areReplaced() {
    for (String illegal :
        List.of("\0", "\u0007", "\u001B", "\u0085", "\uD800", "\uDC00", "\uFFFE")) {
      assertTrue(
          labelled("a" + illegal + "b").contains("label=\"a\uFFFDb\""),
          () -> "U+" + Integer.toHexString(illegal.charAt(0)));
    }
    assertTrue(labelled("\uDE80\uD83D").contains("label=\"\uFFFD\uFFFD\""));
  }

  static Stream<Named<String>> names() {
    String rocket = "\uD83D\uDE80";
    return Stream.of(
        Named.of("quotes", "a \"quoted\" 'name'\""),
        Named.of("backslashes", "C:\\new\\Graph \\N \\G \\l \\\\ \\"),
        Named.of("newlines", "one\ntwo\nthree"),
        Named.of("markup", "<b>bold</b> <br/> <TABLE><TR>"),
        Named.of("markup that is all", "<b>bold</b>"),
        Named.of("entities", "a &amp; b &lt; c &#65; &nbsp; & d;"),
        Named.of("words of the language", "digraph { a -> b [label=x]; } // # /* */"),
        Named.of("emoji", rocket + " \uD83D\uDC69\u200D\uD83D\uDE80 \u2764\uFE0F"),
        Named.of(
            "other scripts", "\u65E5\u672C\u8A9E \u05D0\u05D1 \u0639\u0631 \u0915\u094D\u0937"),
        Named.of("control characters", "a\u0000b\u0007c\u001Bd\u007Fe\u009Ff"),
        Named.of("tab and carriage return", "a\tb\rc"),
        Named.of("unpaired surrogates", "a\uD83Db\uDE80c\uDE80\uD83D"),
        Named.of("noncharacters", "a\uFFFEb\uFFFFc"),
        Named.of("concatenation", "a\" + \"b"),
        Named.of("a number", "1.5"),
        Named.of("10,000 characters", "x\"\\&<".repeat(2_000)),
        Named.of("10,000 characters of emoji", rocket.repeat(5_000)),
        Named.of("10,000 quotes", "\"".repeat(10_000)),
        Named.of("10,000 ampersands", "&".repeat(10_000)),
        Named.of("10,000 characters of words", "long name ".repeat(1_000).strip()));
  }

  private static String shown(String name) {
    StringBuilder shown = new StringBuilder();
    name.codePoints()
        .forEach(
            c -> {
              boolean surrogate = c >= 0xD800 && c <= 0xDFFF;
              boolean control = c != '\n' && Character.isISOControl(c);
              shown.appendCodePoint(
                  surrogate || control || c == 0xFFFE || c == 0xFFFF ? 0xFFFD : c);
            });
    return shown.toString();
  }

  /** Any name comes out of Graphviz as it went in. */
  @ParameterizedTest
  @MethodSource("names")
  void label_anyName_isShownAsItIs(String name) throws Exception {
    DotProgram.require();

    String svg = DotProgram.render("svg", labelled(name + "\nDONE"));

    List<String> lines = Arrays.asList((shown(name) + "\nDONE").split("\n", -1));
    assertEquals(List.of(lines), Svg.nodes(svg));
  }

  /** Any name is a legal one for the graph, too. */
  @ParameterizedTest
  @MethodSource("names")
  void new_anyName_isLegal(String name) throws Exception {
    DotProgram.require();

    String svg =
        DotProgram.render("svg", new Digraph(name).node("n0", Map.of("label", "node")).end());

    assertEquals(List.of(List.of("node")), Svg.nodes(svg));
  }
}
