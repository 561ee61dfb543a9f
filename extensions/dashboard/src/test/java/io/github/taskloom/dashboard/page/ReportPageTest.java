package io.github.taskloom.dashboard.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A report as people use it. */
@Tag("sized")
@Tag("full-only")
class ReportPageTest extends BrowserTest {

  @Test
  void report_ofTenTasks_isSearchedSortedFilteredAndTold() throws IOException {
    Page page = open(MadeUpRun.json(10));
    assertThat(page.locator("#run-state")).hasText("ended with failures");
    assertThat(page.locator(".rows .row:visible")).hasCount(10);
    assertTrue(isDrawn(page, "timeline-canvas") && isDrawn(page, "graph-canvas"));

    page.locator("#search").fill("test");
    assertThat(page.locator("#hits")).hasText("3 hits");
    assertThat(page.locator(".rows .row:visible")).hasCount(3);
    page.getByTitle("Sort by this: all attempts together").click();
    assertThat(page.locator(".rows .row:visible").first()).containsText("test-4");

    page.locator("#search").fill("");
    page.locator(".count", new Page.LocatorOptions().setHasText("✕")).click();
    assertThat(page.locator(".rows .row:visible")).hasCount(1);
    page.locator(".rows .row:visible").first().click();
    assertThat(page.locator("#details .name")).hasText("test-2");
    assertThat(page.locator("#details .message")).containsText("503 Service Unavailable");
    assertThat(page.locator("#details pre").first()).containsText("Client.java:88");

    page.keyboard().press("Escape");
    assertThat(page.locator("#details")).isHidden();
  }

  /** Where events are missing, the page says how many. */
  @Test
  void droppedEvents_areTold() throws IOException {
    String json = MadeUpRun.json(10);
    Page page = open(json.replace("\"dropped\":0", "\"dropped\":1234"));
    assertThat(page.locator("#facts")).containsText("events missing1,234");
  }

  /** In a diamond: the longer way is critical, and the other one has the difference as slack. */
  @Test
  void criticalPath_ofDiamond_isTheLongerWay() throws IOException {
    Page page =
        open(
            """
            {"version":1,"title":"diamond","began":"2026-11-27T12:00:00Z","duration":100,
            "makes":[{"number":1,"parent":-1,"parentTask":-1,"began":0,"ended":100,"stopped":null,
            "paused":false,"goals":[3],"layers":3,"dropped":0}],"workers":["one","two"],
            "tasks":{"name":["top","short","long","end"],"make":[0,0,0,0],
            "state":["D","D","D","D"],"ready":[0,20,20,90],"settled":[20,50,90,100],
            "blocker":[-1,-1,-1,-1],"layer":[0,1,1,2]},
            "edges":{"from":[0,0,1,2],"to":[1,2,3,3]},
            "attempts":{"task":[0,1,2,3],"number":[1,1,1,1],"started":[0,20,25,90],
            "ended":[20,50,90,100],"worker":[0,0,1,0],"state":["D","D","D","D"]},
            "failures":[]}""");
    page.locator("#tab-path").click();
    assertThat(page.locator("#path tbody"))
        .hasText("1✓ top020 ms20 ms2✓ long5 ms65 ms90 ms3✓ end010 ms100 ms");
    page.locator("#tab-tasks").click();
    assertThat(page.locator(".rows .row", new Page.LocatorOptions().setHasText("short")))
        .hasText("✓ doneshort120 ms030 ms40 ms1one");
  }

  /** No task, no make, no attempt; or makes that came to nothing. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{\"number\":1,\"parent\":-1,\"parentTask\":-1,\"began\":0,\"ended\":null,"
            + "\"stopped\":\"its make was interrupted\",\"paused\":false,\"goals\":[],\"layers\":0,"
            + "\"dropped\":0}"
      })
  void report_ofNothing_isAPage(String makes) throws IOException {
    Page page =
        open(
            """
            {"version":1,"title":"","began":"2026-11-27T12:00:00Z","duration":null,"makes":[%s],
            "workers":[],"tasks":{"name":[],"make":[],"state":[],"ready":[],"settled":[],
            "blocker":[],"layer":[]},"edges":{"from":[],"to":[]},"attempts":{"task":[],
            "number":[],"started":[],"ended":[],"worker":[],"state":[]},"failures":[]}"""
                .formatted(makes));
    for (String key :
        new String[] {"a", "End", "Enter", "g", "ArrowRight", "Enter", "0", "l", "."}) {
      page.keyboard().press(key);
    }
    page.locator("#tab-path").click();
    assertThat(page.locator("#path")).hasText("Nothing has run yet.");
    page.locator("#search").fill("x");
    assertThat(page.locator("#hits")).hasText("0 hits");
    page.evaluate("dispatchEvent(new Event('beforeprint'))");
  }

  static boolean isDrawn(Page page, String canvas) {
    return (int)
            page.evaluate(
                """
                id => {
                  const canvas = document.getElementById(id);
                  const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
                  const colours = new Set();
                  for (let i = 0; i < data.length; i += 4) {
                    colours.add(data[i] * 65536 + data[i + 1] * 256 + data[i + 2]);
                  }
                  return colours.size;
                }""",
                canvas)
        > 8;
  }
}
