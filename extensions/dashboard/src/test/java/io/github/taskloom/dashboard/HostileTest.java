package io.github.taskloom.dashboard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.taskloom.Make;
import io.github.taskloom.Task;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jsoup.nodes.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever texts tasks have, each report has them as texts, and nothing else of them. */
class HostileTest {
  private static final List<String> PIECES =
      List.of(
          "</script>",
          "<script>alert(1)</script>",
          "<!--",
          "-->",
          "<![CDATA[",
          "]]>",
          "&lt;",
          "&#60;",
          "\"",
          "'",
          "\\",
          "\\u003c",
          "`${x}`",
          "{{x}}",
          "\u2028",
          "\u2029",
          "\ufeff",
          "\u202e",
          "\r\n",
          "\t",
          "\u0000",
          "\u007f",
          "\u0085",
          "<img src=x onerror=alert(1)>",
          "</title>",
          "</SCRIPT >",
          "javascript:alert(1)",
          "\ud800",
          "\udc00",
          "\ud83d\ude00");

  /** A letter of each Unicode category, and of each some more by the seed. */
  private static String categories(Random random) {
    Map<Integer, List<Integer>> byCategory =
        random
            .ints(20_000, 0, Character.MAX_CODE_POINT + 1)
            .boxed()
            .collect(Collectors.groupingBy(Character::getType));
    StringBuilder text = new StringBuilder();
    byCategory.values().forEach(those -> those.stream().limit(5).forEach(text::appendCodePoint));
    for (int point = 0, seen = 0; point <= Character.MAX_CODE_POINT; point++) {
      int bit = 1 << Character.getType(point);
      if ((seen & bit) == 0) {
        seen |= bit;
        text.appendCodePoint(point);
      }
    }
    return text.toString();
  }

  private static List<String> names(long seed) {
    Random random = new Random(seed);
    List<String> names = new ArrayList<>(PIECES);
    names.add(categories(random));
    names.add("</script>".repeat(10_000 / 9));
    names.add("");
    for (int i = 0; i < 100; i++) {
      StringBuilder name = new StringBuilder();
      for (int j = random.nextInt(8); j >= 0; j--) {
        name.append(PIECES.get(random.nextInt(PIECES.size())));
        name.append((char) random.nextInt(0x10000));
      }
      names.add(name.toString());
    }
    return names;
  }

  /** As it is written: what no UTF-8 has is replaced. */
  private static String shown(String name) {
    return name.codePoints()
        .map(it -> it <= 0xffff && Character.isSurrogate((char) it) ? 0xfffd : it)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 20261127})
  void texts_inEachReport_areTexts(long seed) throws IOException {
    List<String> names = names(seed);
    Recording recording =
        Recording.builder().notes(task -> Map.of(task.name(), task.name())).build();
    List<Task<?>> tasks = new ArrayList<>();
    for (String name : names) {
      tasks.add(
          Task.of(
              name,
              () -> {
                throw new IllegalStateException(name);
              }));
    }
    Make.defaults().recorder(recording).now(tasks);
    String title = String.join(" ", names);
    Report report = Report.of(recording).title(title);
    List<String> wanted = names.stream().map(HostileTest::shown).toList();

    JsonNode run = Written.json(report::data);
    assertEquals(wanted, texts(run.at("/tasks/name")));
    assertEquals(shown(title), run.at("/title").asText());
    for (JsonNode failure : run.at("/failures")) {
      String name = wanted.get(failure.at("/task").asInt());
      assertEquals("java.lang.IllegalStateException: " + name, failure.at("/message").asText());
      assertTrue(failure.at("/stack").asText().contains("HostileTest"));
    }

    Document page = Written.page(report);
    String inPage = Written.dataOf(page);
    assertTrue(inPage.chars().noneMatch(it -> it == '<' || it == '>' || it == 0x2028 || it == 0));
    assertEquals(run, Written.json(inPage));
    assertEquals(elements(Written.page(report.title("plain"))), elements(page));
    assertEquals(1, page.select("title").size());

    JsonNode trace = Written.json(report::trace);
    Set<String> slices = new TreeSet<>();
    for (JsonNode event : trace.at("/traceEvents")) {
      if (event.at("/ph").asText().equals("X") && event.at("/pid").asInt() == 1) {
        slices.add(event.at("/name").asText());
      }
    }
    assertEquals(new TreeSet<>(wanted), slices);

    JsonNode workflow = Written.json(report::wfformat).at("/workflow/specification/tasks");
    for (int i = 0; i < wanted.size(); i++) {
      assertTrue(workflow.at("/" + i + "/id").asText().matches("[0-9a-zA-Z_.-]+"));
      if (!wanted.get(i).isEmpty()) {
        assertEquals(wanted.get(i), workflow.at("/" + i + "/name").asText());
      }
    }

    byte[] data = Written.bytes(report::data);
    Report again = Report.read(new ByteArrayInputStream(data));
    assertArrayEquals(data, Written.bytes(again::data));
    assertArrayEquals(Written.bytes(report::trace), Written.bytes(again::trace));
    assertArrayEquals(Written.bytes(report::html), Written.bytes(again::html));
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asText).toList();
  }

  /** The names of all elements of a page, without their texts. */
  private static List<String> elements(Document page) {
    return page.getAllElements().stream()
        .map(element -> element.tagName() + element.attributes())
        .toList();
  }

  /** A file that is cut off or changed is refused with a message, never with another exception. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void read_ofDamagedData_throwsIoException(long seed) throws IOException {
    Recording recording = new Recording();
    Task<Integer> first = Task.of("first", () -> 1);
    Make.defaults().recorder(recording).now(first.then("second", value -> Integer.parseInt("x")));
    String data = new String(Written.bytes(Report.of(recording)::data), StandardCharsets.UTF_8);
    Random random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < 400; i++) {
      StringBuilder damaged = new StringBuilder(data);
      if (i % 2 == 0) {
        damaged.setLength(random.nextInt(data.length()));
      } else {
        damaged.setCharAt(random.nextInt(data.length()), "\"{}[]9-,:nx".charAt(random.nextInt(11)));
      }
      try {
        Report read =
            Report.read(
                new ByteArrayInputStream(damaged.toString().getBytes(StandardCharsets.UTF_8)));
        Written.json(read::trace);
        Written.json(read::data);
      } catch (IOException e) {
        refused++;
      }
    }
    assertTrue(refused > 200, "only " + refused + " were refused");
  }
}
