package io.github.taskloom.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kind of change of a module's interface is noticed, and what is no change of it is not. */
@Timeout(60)
class ListingTest {
  private static final String TYPE =
      """
      package shop;
      import java.util.List;
      public class Shop<T extends Comparable<T>> extends Hidden {
        public static final int SIZE = 1;
        protected Shop(T first) {}
        public <R extends T> List<? super R> sell(R good, int... counts) throws java.io.IOException {
          return null;
        }
        void inside() {}
        private int secret;
        @Override public String toString() { return ""; }
        public enum Colour { RED, BLUE }
        public record Price(long cents) {}
        public sealed interface Door permits Open, Shut {}
        public record Open() implements Door {}
        private record Shut() implements Door {}
      }
      class Hidden implements AutoCloseable {
        public void inherited() {}
        @Override public void close() {}
      }
      """;

  @TempDir private Path folder;

  private List<String> listing(String type, String module) throws Exception {
    Path sources = Files.createTempDirectory(folder, "sources");
    Path classes = Files.createTempDirectory(folder, "classes");
    Path kept = Files.createDirectories(sources.resolve("inside")).resolve("Inside.java");
    List<String> arguments = new ArrayList<>(List.of("-d", classes.toString()));
    arguments.add(Files.writeString(sources.resolve("module-info.java"), module).toString());
    arguments.add(Files.writeString(sources.resolve("Shop.java"), type).toString());
    arguments.add(
        Files.writeString(kept, "package inside; public class Inside { public void a() {} }")
            .toString());
    int ended =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertEquals(0, ended, type);
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      return InterfaceListing.of(classes, loader);
    }
  }

  private List<String> listing(String type) throws Exception {
    return listing(type, "module shop { exports shop; }");
  }

  /** All that users can name is there, as they would write it. */
  @Test
  void of_module_listsWhatIsVisible() throws Exception {
    assertEquals(
        List.of(
            "module shop",
            "  exports shop",
            "",
            "package shop",
            "  uses java.io.IOException",
            "  uses java.util.List",
            "",
            "class Shop<T extends Comparable<T>> extends AutoCloseable",
            "  static final int SIZE",
            "  protected Shop(T)",
            "  <R extends T> List<? super R> sell(R, int...) throws IOException",
            "  void close()",
            "  void inherited()",
            "",
            "enum Shop.Colour",
            "  BLUE",
            "  RED",
            "",
            "sealed interface Shop.Door permits Shop.Open, hidden",
            "",
            "record Shop.Open() extends Shop.Door",
            "  Open()",
            "",
            "record Shop.Price(long cents)",
            "  Price(long)",
            "  long cents()"),
        listing(TYPE));
  }

  /** What a user's program may notice is told, in the place where it is. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          public static final int SIZE = 1; | | - shop.Shop: static final int SIZE
          void inside() {} | public void inside() {} | + shop.Shop: void inside()
          throws java.io.IOException | | - shop.Shop: <R extends T> List<? super R> sell(R, int...) throws IOException
          List<? super R> sell | List<? super T> sell | + shop.Shop: <R extends T> List<? super T> sell(R, int...) throws IOException
          <R extends T> | <R extends Object> | + shop.Shop: <R> List<? super R> sell(R, int...) throws IOException
          int... counts | int[] counts | + shop.Shop: <R extends T> List<? super R> sell(R, int[]) throws IOException
          protected Shop(T first) | public Shop(T first) | + shop.Shop: Shop(T)
          RED, BLUE | RED | - shop.Shop.Colour: BLUE
          long cents | int cents | + shop.Shop.Price: int cents()
          public void inherited | void inherited | - shop.Shop: void inherited()
          public class Shop | public final class Shop | - shop.Shop: protected Shop(T)
          private record Shut | public record Shut | + shop.Shop.Shut: record Shop.Shut() extends Shop.Door
          @Override public void close() {} | @Override @Deprecated public void close() {} | + shop.Shop: @Deprecated void close()
          implements AutoCloseable { | implements java.io.Closeable { | + package shop: uses java.io.Closeable
          """)
  void between_changedInterface_isTold(String old, String changed, String told) throws Exception {
    String after = TYPE.replace(old, changed == null ? "" : changed);

    List<String> difference = ListingDifference.between(listing(TYPE), listing(after));

    assertTrue(difference.contains(told), () -> told + " is not in " + difference);
  }

  /** What users cannot see is free to change. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          void inside() {} | void within(int more) {}
          private int secret; | private long secret;
          T first | T one
          @Override public String toString() { return ""; } | ''
          class Hidden implements AutoCloseable { | class Hidden implements AutoCloseable { int more;
          Hidden | Unseen
          private record Shut() | private record Shut(int more)
          """)
  void between_changeInside_isNone(String old, String changed) throws Exception {
    List<String> after = listing(TYPE.replace(old, changed));

    assertEquals(List.of(), ListingDifference.between(listing(TYPE), after));
  }

  /** So is a package that is exported, or no longer. */
  @Test
  void between_exportedPackages_areTold() throws Exception {
    List<String> after = listing(TYPE, "module shop { exports shop; exports inside; }");

    assertEquals(
        List.of(
            "+ module shop: exports inside",
            "+ package inside",
            "+ inside.Inside: class Inside",
            "+ inside.Inside: Inside()",
            "+ inside.Inside: void a()"),
        ListingDifference.between(listing(TYPE), after));
  }
}
