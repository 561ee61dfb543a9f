import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes one page of its parts: page.html with all style sheets, all scripts and the library that
 * they need in it. What may run is named by its hash, so no other script or style ever does.
 *
 * <p>Called by the build: {@code java InlinePage.java PARTS CLASSES LICENSE}. The library is on the
 * class path, as the artifact that brings it, with a licence; LICENSE is that of what it has in
 * it. Both go into the page, since they are to go with each copy.
 */
final class InlinePage {
  private static final String LIBRARY = "META-INF/resources/webjars/dagre/";
  private static final String PLACE = "io/github/taskloom/dashboard/page/page.html";

  private InlinePage() {}

  public static void main(String[] arguments) throws Exception {
    Path parts = Path.of(arguments[0]);
    Path classes = Path.of(arguments[1]);
    String version = System.getProperty("dagre.version");
    String license = resource(LIBRARY + version + "/LICENSE");
    String lodash = Files.readString(Path.of(arguments[2]));
    String library =
        "/*! dagre " + version + ", with graphlib:\n" + license + "\nand lodash:\n" + lodash + "*/\n"
            + resource(LIBRARY + version + "/dist/dagre.min.js");
    String style = "\n" + together(parts, ".css");
    String script = "\n(() => {\n'use strict';\n" + together(parts, ".js") + "})();\n";
    String page = Files.readString(parts.resolve("page.html"));
    page = fill(page, "@STYLE-HASH@", hash(style));
    page = fill(page, "@SCRIPT-HASH@", hash(script));
    page = fill(page, "@STYLE@", style);
    page = fill(page, "@LIBRARY@", closed(library));
    page = fill(page, "@SCRIPT@", closed(script));
    write(classes.resolve(PLACE), page);
    write(classes.resolve("META-INF/licenses/dagre-" + version + ".txt"), license);
    write(classes.resolve("META-INF/licenses/lodash.txt"), lodash);
  }

  /** All parts of one kind, by name, but main.js last: it starts what the others declare. */
  private static String together(Path parts, String ending) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(parts)) {
      List<Path> sorted =
          files
              .filter(file -> file.toString().endsWith(ending))
              .sorted(
                  Comparator.comparing((Path file) -> file.endsWith("main.js"))
                      .thenComparing(file -> file.getFileName().toString()))
              .toList();
      for (Path file : sorted) {
        all.append("/* ").append(file.getFileName()).append(" */\n").append(Files.readString(file));
      }
    }
    return all.toString();
  }

  /** A script whose element ends where it ends, and nowhere before. */
  private static String closed(String script) {
    if (script.toLowerCase(java.util.Locale.ROOT).contains("</script") || script.contains("<!--")) {
      throw new IllegalArgumentException("a script would end its own element");
    }
    return script;
  }

  private static String fill(String page, String place, String text) {
    int at = page.indexOf(place);
    if (at < 0) {
      throw new IllegalArgumentException("page.html has no " + place);
    }
    return page.substring(0, at) + text + page.substring(at + place.length());
  }

  private static String hash(String text) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(digest);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = ClassLoader.getSystemResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("not on the class path: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
