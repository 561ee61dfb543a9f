package io.github.taskloom.dashboard.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Reports of many tasks: how long they take to open, and that all of their parts work. */
@Tag("sized")
@Tag("full-only")
class LargeReportTest extends BrowserTest {

  /** What is aimed at is 3 s; a busy machine is given four times that. */
  private static final double LIMIT = 12_000;

  private static final int WINDOWS = 3;

  @Test
  void report_of100000Tasks_opensInTimeAndIsUsed() throws IOException {
    String run = MadeUpRun.json(100_000);
    Page page = open(run);
    double painted = painted(page);
    // The machine may stand still for seconds; a page that is slow is so in each window.
    for (int window = 1; window < WINDOWS && painted >= LIMIT; window++) {
      page.context().close();
      asked.clear();
      page = open(run);
      painted = Math.min(painted, painted(page));
    }
    assertTrue(painted < LIMIT, painted + " ms");
    assertThat(page.locator("#graph-note")).containsText("100,000 tasks");
    assertTrue(page.locator(".rows .row").count() < 100, "only rows that are seen exist");
    assertTrue(ReportPageTest.isDrawn(page, "graph-canvas"));

    page.locator("#search").fill("publish-1234.");
    assertThat(page.locator("#hits")).containsText("hits");
    page.locator(".rows .row:visible").first().click();
    page.getByTitle("Show it in the graph").click();
    assertThat(page.locator("#graph-note")).containsText("by layers");
    page.keyboard().press("Escape");
    page.locator("#search").fill("");
    page.getByTitle("Sort by this", new Page.GetByTitleOptions().setExact(true)).nth(1).click();
    assertThat(page.locator(".rows .row:visible").first()).containsText("check-1");

    Locator grid = page.getByRole(com.microsoft.playwright.options.AriaRole.GRID);
    grid.focus();
    page.keyboard().press("End");
    assertThat(page.locator(".row[aria-selected=true]")).hasAttribute("aria-rowindex", "100001");
  }

  /** The milliseconds until all has been painted for the first time. */
  private static double painted(Page page) {
    double painted =
        ((Number) page.evaluate("performance.getEntriesByName('painted')[0].startTime"))
            .doubleValue();
    System.out.printf("100,000 tasks: %.0f ms from navigation to the first full paint%n", painted);
    return painted;
  }

  /** Groups open level by level down to a task, and close again, all by keys. */
  @Test
  void graph_ofManyTasks_isOpenedByKeys() throws IOException {
    Page page = open(MadeUpRun.json(5000));
    page.locator("#graph-canvas").focus();
    for (int level = 0; level < 6 && page.locator("#details").isHidden(); level++) {
      page.keyboard().press("Enter");
      page.keyboard().press("ArrowRight");
      page.keyboard().press("ArrowUp");
    }
    assertThat(page.locator("#graph-told")).not().hasText("");
    page.keyboard().press("Backspace");
    assertThat(page.locator("#graph-note")).containsText("by layers");
  }

  @Test
  void report_of2000Tasks_isArrangedWhileThePageIsUsed() throws IOException {
    Page page = blank(1400, 900);
    // It may be over before a test that is held up asks for it.
    page.addInitScript(
        """
        window.wasArranged = false;
        new MutationObserver(() => {
          const note = document.getElementById('graph-note')?.textContent ?? '';
          window.wasArranged ||= note.includes('being arranged');
        }).observe(document, {childList: true, characterData: true, subtree: true});
        """);
    page.navigate(report(MadeUpRun.json(2000)).toUri().toString());
    page.waitForSelector("html[data-ready]");
    assertTrue((boolean) page.evaluate("wasArranged"));
    page.locator("#search").fill("pack-1");
    assertThat(page.locator("#hits")).containsText("hits");
    page.waitForSelector("#graph[data-arranged]");
    assertThat(page.locator("#graph-note")).hasText("2,000 tasks, 4,697 edges");
  }
}
