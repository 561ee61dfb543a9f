package io.github.taskloom.dashboard.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page without a mouse, without colours, on paper. */
@Tag("sized")
@Tag("full-only")
class PageAccessTest extends BrowserTest {

  /** With details, failures, the critical path and the help shown in turn. */
  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void page_inLightAndDark_hasNoViolationThatAxeKnows(ColorScheme scheme) throws IOException {
    Page page = open(MadeUpRun.json(300));
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
    page.locator(".count", new Page.LocatorOptions().setHasText("✕")).click();
    page.locator(".rows .row:visible").first().click();
    assertEquals(List.of(), violations(page));
    page.locator("#tab-path").click();
    assertEquals(List.of(), violations(page));
    page.locator("#tab-failures").click();
    assertEquals(List.of(), violations(page));
    page.keyboard().press("?");
    assertEquals(List.of(), violations(page));
  }

  private static List<String> violations(Page page) {
    return new AxeBuilder(page)
        .analyze().getViolations().stream()
            .map(rule -> rule.getId() + ": " + rule.getNodes().getFirst().getHtml())
            .toList();
  }

  @Test
  void keys_reachEachPart() throws IOException {
    Page page = open(MadeUpRun.json(300));
    page.keyboard().press("a");
    page.keyboard().press("ArrowDown");
    page.keyboard().press("ArrowDown");
    assertThat(page.locator(".row[aria-selected=true]")).hasAttribute("aria-rowindex", "3");
    String active = page.locator("[role=grid]").getAttribute("aria-activedescendant");
    assertThat(page.locator("#" + active)).hasAttribute("aria-selected", "true");
    page.keyboard().press("Enter");
    page.waitForFunction("document.activeElement.closest('#details') !== null");
    page.keyboard().press("Escape");
    assertThat(page.locator("#details")).isHidden();
    assertThat(page.locator("[role=grid]")).isFocused();

    page.keyboard().press("l");
    assertThat(page.locator("#timeline-canvas")).isFocused();
    page.keyboard().press(".");
    String first = page.locator("#details .name").textContent();
    page.keyboard().press(".");
    assertThat(page.locator("#details .name")).not().hasText(first);
    page.keyboard().press("g");
    assertThat(page.locator("#graph-canvas")).isFocused();
    page.keyboard().press("ArrowRight");
    assertThat(page.locator("#graph-told")).containsText("done");
    page.keyboard().press("Enter");

    page.keyboard().press("/");
    page.keyboard().type("pack");
    assertThat(page.locator("#hits")).containsText("hits");
    page.keyboard().press("Escape");
    assertThat(page.locator("#hits")).hasText("");
    page.keyboard().press("?");
    assertThat(page.locator("#help")).isVisible();
    page.keyboard().press("Escape");
    assertThat(page.locator("#help")).isHidden();
    page.keyboard().press("t");
    assertThat(page.locator("html")).hasAttribute("data-theme", "light");
  }

  /** Each stop of the tab key is seen, and the last one is followed by the first. */
  @Test
  void tab_goesThroughThePageAndShowsWhere() throws IOException {
    Page page = open(MadeUpRun.json(10));
    for (int stop = 0; stop < 60; stop++) {
      page.keyboard().press("Tab");
      Object outline =
          page.evaluate(
              """
              () => {
                const at = document.activeElement;
                return at === document.body ? 'end' : getComputedStyle(at).outlineStyle;
              }""");
      if (outline.equals("end")) {
        return;
      }
      assertEquals("solid", outline, page.evaluate("document.activeElement.outerHTML").toString());
    }
  }

  @Test
  void print_hasListsAndNoControls() throws IOException {
    Page page = open(MadeUpRun.json(2000));
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    page.evaluate("dispatchEvent(new Event('beforeprint'))");
    assertThat(page.locator("#panels")).isHidden();
    assertThat(page.locator("#search")).isHidden();
    assertThat(page.locator("#printed h2"))
        .hasText(new String[] {"Critical path", "Failures", "Tasks"});
    assertThat(page.locator("#printed table").last().locator("tbody tr")).hasCount(1000);
    assertThat(page.locator("#printed")).containsText("and 1,000 more");
    page.evaluate("dispatchEvent(new Event('afterprint'))");
    assertThat(page.locator("#printed")).isEmpty();
  }

  @Test
  void page_narrow_isNoWiderThanTheWindow() throws IOException {
    Page page = open(MadeUpRun.json(300), 800, 900);
    page.locator(".rows .row:visible").first().click();
    assertEquals(0, page.evaluate("document.documentElement.scrollWidth - innerWidth"));
    assertThat(page.locator("#details")).isVisible();
  }
}
