package io.github.taskloom.dashboard.internal.report;

import io.github.taskloom.dashboard.internal.data.RunData;
import io.github.taskloom.dashboard.internal.data.RunDataWriter;
import io.github.taskloom.dashboard.internal.data.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The page with the data of a run in it. The page is a resource; what is put into it stands in
 * these two places, each there once.
 */
public final class HtmlReport {
  private static final String PAGE = "/io/github/taskloom/dashboard/page/page.html";
  private static final String DATA = "<script id=\"run-data\" type=\"application/json\">";
  private static final String TITLE = "<title>";

  private HtmlReport() {}

  /** Writes to a stream that it leaves open. */
  public static void write(RunData run, OutputStream out) throws IOException {
    String page = page();
    int title = after(page, TITLE);
    int data = after(page, DATA);
    if (title > data) {
      throw new IllegalStateException("the page has its title after its data");
    }
    text(out, page.substring(0, title));
    text(out, escaped(Texts.wellFormed(run.title())));
    text(out, page.substring(page.indexOf("</title>", title), data));
    RunDataWriter.write(run, out);
    text(out, page.substring(page.indexOf("</script>", data)));
  }

  /** The page without data, which asks a server for it. */
  public static String page() throws IOException {
    try (InputStream in = HtmlReport.class.getResourceAsStream(PAGE)) {
      if (in == null) {
        throw new IllegalStateException("the artifact lacks its page");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static int after(String page, String mark) {
    int at = page.indexOf(mark);
    if (at < 0 || page.indexOf(mark, at + 1) >= 0) {
      throw new IllegalStateException("the page does not have exactly one " + mark);
    }
    return at + mark.length();
  }

  private static void text(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String escaped(String text) {
    StringBuilder html = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char at = text.charAt(i);
      switch (at) {
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '&' -> html.append("&amp;");
        default -> html.append(Character.isISOControl(at) ? ' ' : at);
      }
    }
    return html.toString();
  }
}
