package io.github.taskloom.dashboard.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.github.taskloom.dashboard.internal.report.HtmlReport;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/**
 * Opens pages in a headless Chromium, one browser for a class, one window for a test. After each
 * test the page must have told no error, and asked for nothing but itself.
 */
@Tag("browser")
abstract class BrowserTest {
  /** A busy machine is slow: this is for what hangs. */
  static final double PATIENCE = 300_000;

  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private static Playwright playwright;
  private static Browser browser;

  @TempDir Path folder;
  private BrowserContext window;
  private final List<String> told = new ArrayList<>();
  private final List<String> expected = new ArrayList<>();
  final List<String> asked = new ArrayList<>();

  @BeforeAll
  static void startBrowser() {
    Path chromium =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .flatMap(
                place -> Stream.of(Path.of(place, "chromium"), Path.of(place, "google-chrome")))
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);
    assumeTrue(chromium != null, "no chromium in the PATH, which tests of the page need");
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium)
                    .setArgs(FLAGS)
                    .setTimeout(PATIENCE));
  }

  @AfterAll
  static void endBrowser() {
    if (playwright != null) {
      playwright.close();
      playwright = null;
    }
  }

  @AfterEach
  void tellsNothing() {
    if (window != null) {
      window.close();
    }
    told.removeIf(line -> expected.stream().anyMatch(line::contains));
    assertEquals(List.of(), told);
  }

  /** A report with this run data, in a window of this size. */
  Page open(String json, int width, int height) throws IOException {
    Page page = blank(width, height);
    Path report = report(json);
    page.navigate(report.toUri().toString());
    page.waitForSelector("html[data-ready]");
    asked.removeIf(address -> address.startsWith("blob:") || address.startsWith("data:"));
    assertEquals(List.of(report.toUri().toString()), asked);
    return page;
  }

  Page open(String json) throws IOException {
    return open(json, 1400, 900);
  }

  Page blank(int width, int height) {
    window = browser.newContext(new Browser.NewContextOptions().setViewportSize(width, height));
    window.setDefaultTimeout(PATIENCE);
    Page page = window.newPage();
    page.onConsoleMessage(message -> told.add(message.type() + ": " + message.text()));
    page.onPageError(told::add);
    page.onDialog(dialog -> told.add("dialog: " + dialog.message()));
    page.onRequest(request -> asked.add(request.url()));
    return page;
  }

  Path report(String json) throws IOException {
    String mark = "<script id=\"run-data\" type=\"application/json\">";
    String page = HtmlReport.page().replace(mark, mark + json.replace("<", "\\u003c"));
    return Files.writeString(folder.resolve("run.html"), page);
  }

  /** What a page may tell in this test, and is not an error then; also a moment later. */
  void expectTold(String part) {
    expected.add(part);
  }
}
