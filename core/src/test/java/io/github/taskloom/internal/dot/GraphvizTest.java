package io.github.taskloom.internal.dot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.testing.DotProgram;
import io.github.taskloom.testing.Svg;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class GraphvizTest {
  private static final String TEXT =
      new Digraph("g").node("n0", Map.of("label", "a \uD83D\uDE80 name")).end();

  /** A text comes back as SVG, its letters unharmed. */
  @Test
  void svg_ofText_isSvg() throws Exception {
    DotProgram.require();

    String svg = Graphviz.svg(TEXT);

    assertTrue(svg.contains("<svg"), svg);
    assertEquals(List.of(List.of("a \uD83D\uDE80 name")), Svg.nodes(svg));
  }

  /** Without the program the message says so and how to get it. */
  @Test
  void svg_programMissing_saysHowToGetIt() {
    UncheckedIOException thrown =
        assertThrows(
            UncheckedIOException.class, () -> Graphviz.svg("no-such-program-as-dot", TEXT));

    String message = thrown.getMessage();
    assertTrue(message.contains("Graphviz"), message);
    assertTrue(message.contains("'no-such-program-as-dot' was not found on the PATH"), message);
    assertTrue(message.contains("apt install graphviz"), message);
    assertTrue(message.contains("https://graphviz.org/download"), message);
    assertTrue(thrown.getCause().getCause() != null, "the original exception is the cause");
  }

  /** A text that is none is refused with Graphviz's own words. */
  @Test
  void svg_illegalText_tellsWhatGraphvizSays() {
    DotProgram.require();

    UncheckedIOException thrown =
        assertThrows(UncheckedIOException.class, () -> Graphviz.svg("digraph {"));

    assertTrue(thrown.getMessage().contains("exit status 1"), thrown.getMessage());
    assertTrue(thrown.getMessage().contains("syntax error"), thrown.getMessage());
  }

  /** An interrupt ends it, and the flag stays. */
  @Test
  void svg_interrupted_throwsAndKeepsTheFlag() {
    DotProgram.require();
    Thread.currentThread().interrupt();

    UncheckedIOException thrown =
        assertThrows(UncheckedIOException.class, () -> Graphviz.svg(TEXT));

    assertTrue(Thread.interrupted());
    assertTrue(thrown.getMessage().contains("nterrupted"), thrown.getMessage());
  }

  /** A graph that is larger than any pipe comes through. */
  @Test
  void svg_largeGraph_comesThrough() throws Exception {
    DotProgram.require();
    Digraph graph = new Digraph("large");
    for (int i = 0; i < 2_000; i++) {
      graph.node("n" + i, Map.of("label", "node with a rather long name, number " + i));
    }

    assertEquals(2_000, Svg.nodes(Graphviz.svg(graph.end())).size());
  }
}
