package io.github.taskloom.dashboard.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.dashboard.Recording;
import io.github.taskloom.dashboard.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Names, messages and notes that would be more than texts, on a page that takes them as texts. */
@Tag("sized")
@Tag("full-only")
class HostilePageTest extends BrowserTest {

  private static final List<String> MARKUP =
      List.of(
          "</script><script>alert(1)</script>",
          "<img src=x onerror=alert(1)>",
          "<!--<script>",
          "]]><svg onload=alert(1)>",
          "\"><a href=\"javascript:alert(1)\">",
          "${alert(1)} {{alert(1)}} `alert(1)`",
          "__proto__",
          "constructor",
          "");

  @Test
  void report_ofHostileNames_showsThemAsTexts() throws IOException {
    List<String> names = new ArrayList<>(MARKUP);
    names.add("x".repeat(10_000));
    names.add(ofEveryCategory());
    Recording recording = new Recording();
    List<Task<?>> tasks = new ArrayList<>();
    for (String name : names) {
      tasks.add(
          Task.run(
              name,
              () -> {
                throw new IOException(name);
              }));
    }
    Make.defaults().recorder(recording).now(tasks);
    Path file = folder.resolve("hostile.html");
    Report.of(recording).title(String.join(" ", MARKUP)).html(file);

    Page page = blank(1400, 900);
    page.navigate(file.toUri().toString());
    page.waitForSelector("html[data-ready]");
    assertThat(page.locator(".rows .row:visible")).hasCount(names.size());
    page.locator("#tab-failures").click();
    page.locator("#tab-path").click();
    page.locator("#tab-tasks").click();
    for (int row = 0; row < names.size(); row++) {
      page.locator(".rows .row:visible").nth(row).click();
      page.mouse().move(700, 200);
    }
    page.keyboard().press("Escape");
    for (String name : MARKUP) {
      page.locator("#search").fill(name);
      assertThat(page.locator(".rows .row:visible").first()).isVisible();
    }
    assertEquals(0, page.locator("main img, main a, main svg, main script, header script").count());
    assertEquals(4, page.locator("script").count() + page.locator("head style").count());
    assertEquals(List.of(file.toUri().toString()), withoutBlobs());
    long wide = (int) page.evaluate("document.documentElement.scrollWidth - innerWidth");
    assertEquals(0, wide);
  }

  private List<String> withoutBlobs() {
    return asked.stream().filter(address -> !address.startsWith("blob:")).toList();
  }

  /** One character of each category that Unicode has, but for halves of pairs. */
  private static String ofEveryCategory() {
    return IntStream.range(0, 31)
        .filter(type -> type != Character.SURROGATE)
        .flatMap(
            type ->
                IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                    .filter(character -> Character.getType(character) == type)
                    .limit(3))
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }
}
