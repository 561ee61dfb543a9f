package io.github.taskloom.dashboard.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The pictures in the documentation are of the page as it is. Made anew, and then to be looked at:
 *
 * <pre>mvn -Pfull -pl extensions/dashboard -am test -Dtest=PicturesTest \
 *   -Dsurefire.failIfNoSpecifiedTests=false -Dtaskloom.accept</pre>
 */
@Tag("sized")
@Tag("full-only")
class PicturesTest extends BrowserTest {
  private static final Path PICTURES = Path.of("../../docs/pictures");
  private static final int MOST_BYTES = 150_000;

  @Test
  void report_ofAFailedRun_isPictured() throws IOException {
    Page page = open(MadeUpRun.json(300), 1280, 800);
    page.waitForSelector("#graph[data-arranged]");
    page.locator(".count", new Page.LocatorOptions().setHasText("✕")).click();
    page.locator(".rows .row:visible").nth(1).click();
    keep(page, "report.png");
  }

  @Test
  void graph_inDark_isPictured() throws IOException {
    Page page = open(MadeUpRun.json(60), 1280, 640);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    page.waitForSelector("#graph[data-arranged]");
    page.locator("#graph-tools button").last().click();
    keep(page, "graph.png");
  }

  @Test
  void timeline_withWaits_isPictured() throws IOException {
    Page page = open(MadeUpRun.json(300), 1280, 420);
    page.locator("#timeline-tools button", new Page.LocatorOptions().setHasText("waits")).click();
    page.locator("#timeline-tools button").last().click();
    page.locator("#timeline-canvas").focus();
    for (int i = 0; i < 3; i++) {
      page.keyboard().press("+");
    }
    keep(page, "timeline.png");
  }

  @Test
  void report_of100000Tasks_isPictured() throws IOException {
    Page page = open(MadeUpRun.json(100_000), 1280, 800);
    page.locator("#graph-canvas").focus();
    page.keyboard().press("Enter");
    keep(page, "large.png");
  }

  private static void keep(Page page, String name) throws IOException {
    page.evaluate("() => document.activeElement.blur()");
    page.mouse().move(1, 1);
    page.evaluate(
        "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    byte[] picture = SmallPicture.of(page.screenshot());
    assertTrue(picture.length < MOST_BYTES, name + " has " + picture.length + " bytes");
    Path file = PICTURES.resolve(name);
    if (System.getProperty("taskloom.accept") != null) {
      Files.createDirectories(PICTURES);
      Files.write(file, picture);
    }
    BufferedImage kept = ImageIO.read(file.toFile());
    BufferedImage made = ImageIO.read(new ByteArrayInputStream(picture));
    assertEquals(made.getWidth(), kept.getWidth(), name);
    assertEquals(made.getHeight(), kept.getHeight(), name);
  }
}
