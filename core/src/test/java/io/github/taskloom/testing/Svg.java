package io.github.taskloom.testing;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Reads SVG back: what a viewer would show. */
public final class Svg {
  private Svg() {}

  /** The lines of text of each node, in the order of the drawing; fails unless it is legal XML. */
  public static List<List<String>> nodes(String svg) throws Exception {
    List<List<String>> nodes = new ArrayList<>();
    NodeList groups = parse(svg).getElementsByTagName("g");
    for (int i = 0; i < groups.getLength(); i++) {
      Element group = (Element) groups.item(i);
      if (group.getAttribute("class").equals("node")) {
        List<String> lines = new ArrayList<>();
        NodeList texts = group.getElementsByTagName("text");
        for (int line = 0; line < texts.getLength(); line++) {
          lines.add(texts.item(line).getTextContent().replace('\u00A0', ' '));
        }
        nodes.add(lines);
      }
    }
    return nodes;
  }

  private static Document parse(String svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
  }
}
