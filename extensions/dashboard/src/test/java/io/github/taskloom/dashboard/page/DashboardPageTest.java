package io.github.taskloom.dashboard.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.dashboard.Dashboard;
import io.github.taskloom.dashboard.Ports;
import io.github.taskloom.dashboard.Recording;
import io.github.taskloom.event.MakeEvent.MakeEnded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A live page in a browser, with makes that go on behind it. */
@Tag("sized")
@Tag("full-only")
class DashboardPageTest extends BrowserTest {
  private static final int SECONDS = 120;

  private final Recording recording = new Recording();
  private final Make make = Make.defaults().listener(recording);
  private final Semaphore steps = new Semaphore(0, true); // who came first goes on first
  private final AtomicBoolean isMended = new AtomicBoolean();
  private final List<Task<?>> gated = new ArrayList<>();
  private Dashboard dashboard;
  private Page page;

  @BeforeEach
  void open() throws IOException {
    dashboard = Dashboard.builder().recording(recording).title("nightly").open();
    page = blank(1400, 900);
  }

  @AfterEach
  void close() {
    page.context().close();
    dashboard.close();
    steps.release(1_000);
  }

  private void openPage() {
    page.navigate(dashboard.address().toString());
  }

  /** Goes on when the test says so. */
  private Task<Integer> gated(String name, Task<?>... before) {
    Task<Integer> task =
        Task.of(
            name,
            () -> {
              if (!steps.tryAcquire(SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the test did not go on");
              }
              return 1;
            });
    for (Task<?> one : before) {
      task.require(one);
    }
    gated.add(task);
    return task;
  }

  private Locator row(String task) {
    return page.locator(".rows .row", new Page.LocatorOptions().setHasText(task));
  }

  /** By its number in the data, wherever it is in the table. */
  private Locator numbered(int task) {
    return page.locator(".rows .row[data-task='" + task + "']");
  }

  /** Rows move while something happens: until the one that was meant is chosen. */
  private void choose(Locator row) {
    while (!"true".equals(row.getAttribute("aria-selected"))) {
      row.click();
      page.evaluate("() => new Promise(requestAnimationFrame)");
    }
  }

  private void command(String title) {
    page.getByTitle(title, new Page.GetByTitleOptions().setExact(true)).click();
  }

  private static void await(CompletableFuture<?> made) throws Exception {
    made.handle((tasks, failure) -> 0).get(SECONDS, TimeUnit.SECONDS);
  }

  @Test
  void tasks_whileTheyRun_changeOnThePage() throws Exception {
    openPage();
    assertThat(page.locator("#run-state")).hasText("no make yet");
    Task<Integer> first = gated("first");
    Task<Integer> second = gated("second", first);
    CompletableFuture<?> made = make.later(List.of(second));
    assertThat(page.locator("#run-state")).hasText("running");
    assertThat(row("first")).containsText("running");
    assertThat(row("second")).hasText("· pendingsecond1––––0–");
    steps.release();
    assertThat(row("first")).containsText("done");
    assertThat(row("second")).containsText("running");

    String sinceWhen = row("second").textContent();
    assertThat(row("second")).not().hasText(sinceWhen); // time goes on, though nothing happens

    page.reload();
    assertThat(row("first")).containsText("done");
    assertThat(row("second")).containsText("running");
    steps.release();
    assertThat(page.locator("#run-state")).hasText("ended well");
    await(made);
    assertOnlyFromHere();
  }

  private void assertOnlyFromHere() {
    String from = "http://" + dashboard.address().getAuthority() + "/";
    asked.removeIf(
        address ->
            address.startsWith(from)
                || address.startsWith("data:")
                || address.startsWith("blob:" + from.substring(0, from.length() - 1)));
    assertEquals(List.of(), asked);
  }

  @Test
  void pauseResumeAndCancel_byTheirButtons_doSo() throws Exception {
    openPage();
    Task<Integer> first = gated("first");
    Task<Integer> second = gated("second", first);
    Task<Integer> third = gated("third");
    CompletableFuture<?> made = make.later(List.of(second, third));
    assertThat(row("first")).containsText("running");
    command("Start nothing new; what runs goes on");
    assertThat(page.locator("#run-state")).hasText("paused");
    choose(row("third"));
    command("Cancel this task");
    assertThat(row("third")).containsText("cancelled");
    steps.release();
    assertThat(row("first")).containsText("done");
    assertEquals(TaskState.PENDING, second.state());
    assertThat(row("second")).containsText("pending");

    command("Start tasks again");
    assertThat(row("second")).containsText("running");
    steps.release();
    await(made);
    assertEquals(TaskState.DONE, second.state());
    assertThat(row("second")).containsText("done");
    assertThat(page.locator("#details .message")).containsText("it was cancelled on a live page");
  }

  @Test
  void stop_byItsButton_cancelsWhatRuns() throws Exception {
    openPage();
    CompletableFuture<?> made = make.later(List.of(gated("endless")));
    assertThat(row("endless")).containsText("running");
    command("Start nothing more, and cancel what runs");
    await(made);
    assertThat(page.locator("#run-state")).containsText("stopped: ");
    assertThat(row("endless")).containsText("cancelled");
  }

  @Test
  void retry_ofAFailedTask_untilItIsDone() throws Exception {
    openPage();
    Task<String> flaky = Task.of("flaky", this::mended);
    Task<String> behind = flaky.then("behind", text -> text + " behind");
    make.now(behind);
    assertThat(page.locator("#run-state")).hasText("ended with failures");
    choose(numbered(0));
    assertThat(page.locator("#details .message")).containsText("no connection");
    command("Try it again, and what it kept from running");
    assertThat(page.locator("#makes")).isVisible(); // there are two now
    assertThat(numbered(2)).containsText("failed"); // in a make of its own

    isMended.set(true);
    choose(numbered(2));
    command("Try it again, and what it kept from running");
    assertThat(numbered(4)).containsText("done");
    assertThat(numbered(5)).containsText("behind");
    assertThat(numbered(5)).containsText("done");
    assertEquals("mended behind", behind.get());
    command("Try it again, and what it kept from running"); // the row of before
    assertThat(page.locator("#trouble")).containsText("Not possible: ");
    assertThat(page.locator("#trouble")).containsText("flaky");
    expectTold("409");
  }

  private String mended() {
    if (!isMended.get()) {
      throw new IllegalStateException("no connection");
    }
    return "mended";
  }

  /** Another dashboard at the same port has another token: the page says so, and loses nothing. */
  @Test
  void server_thatIsGoneAndAnotherOne_isTold() throws Exception {
    dashboard.close();
    int port = Ports.free();
    dashboard = Dashboard.builder().port(port).recording(recording).open();
    make.now(Task.of("kept in view", () -> 1));
    openPage();
    assertThat(row("kept in view")).containsText("done");
    dashboard.close();
    assertThat(page.locator("#trouble")).containsText("The connection is lost");
    assertThat(row("kept in view")).containsText("done");

    dashboard = Dashboard.builder().port(port).recording(new Recording()).open();
    assertThat(page.locator("#trouble")).containsText("Another dashboard has this address now");
    assertThat(row("kept in view")).containsText("done");
    page.navigate(dashboard.address().toString());
    assertThat(page.locator("#run-state")).hasText("no make yet");
    assertThat(page.locator("#trouble")).isHidden();
    expectTold("ERR_");
    expectTold("403");
  }

  /** The connection is cut: the page comes back by itself, and has what has happened meanwhile. */
  @Test
  void connection_thatIsCut_comesBackWithAll() throws Exception {
    openPage();
    assertThat(page.locator("#run-state")).hasText("no make yet");
    assertEquals(1, streams());
    Thread.getAllStackTraces()
        .forEach(
            (thread, stack) -> {
              if (thread.getName().startsWith("taskloom dashboard")
                  && Stream.of(stack).anyMatch(at -> at.getClassName().endsWith(".live.Events"))) {
                thread.interrupt(); // ends its connection
              }
            });
    make.now(Task.of("made meanwhile", () -> 1));
    assertThat(row("made meanwhile")).containsText("done");
    assertThat(page.locator("#run-state")).hasText("ended well");
    assertThat(page.locator("#trouble")).isHidden();
    assertEquals(2, streams());
    expectTold("ERR_");
  }

  private long streams() {
    return asked.stream().filter(address -> address.contains("/events?")).count();
  }

  /** A make with all that a page shows: the picture of the docs. */
  @Test
  void picture_ofTheLivePage() throws Exception {
    openPage();
    List<Task<Integer>> pages =
        IntStream.rangeClosed(1, 6).mapToObj(i -> gated("fetch page " + i)).toList();
    List<Task<Integer>> words = new ArrayList<>();
    for (Task<Integer> one : pages) {
      words.add(one.then("count " + one.name().substring(6), value -> value));
    }
    Task<String> prices = Task.of("prices", this::mended);
    Task<String> orders = prices.then("orders", text -> text);
    Task<Integer> index = gated("index", words.toArray(Task<?>[]::new));
    Task<Integer> statistics = gated("statistics", words.get(0), words.get(1));
    Task<Integer> report = gated("report", index, statistics);
    CountDownLatch ended = new CountDownLatch(1);
    CompletableFuture<?> made =
        make.listener(
                event -> {
                  if (event instanceof MakeEnded) {
                    ended.countDown();
                  }
                })
            .order(Order.EAGER)
            .later(List.of(report, orders));
    // All wait, so that those before "statistics" go on before it, which comes behind them.
    page.waitForCondition(() -> steps.getQueueLength() == pages.size());
    for (int i = 1; i <= 4; i++) {
      page.waitForTimeout(150);
      steps.release();
    }
    assertThat(page.locator(".count").first()).containsText("8");
    choose(row("prices"));
    assertThat(page.locator("#details .message")).containsText("no connection");
    page.waitForTimeout(300);
    picture("live-page.png");
    steps.release(100);
    await(made);
    assertTrue(ended.await(SECONDS, TimeUnit.SECONDS));
  }

  /** Goes to the docs with {@code -Dtaskloom.accept}, else to where the build puts its files. */
  private void picture(String name) throws IOException {
    boolean isKept = System.getProperty("taskloom.accept") != null;
    Path to = Path.of(isKept ? "../../docs/pictures" : "target/pictures");
    Files.createDirectories(to);
    page.setViewportSize(1280, 800);
    page.waitForTimeout(300);
    Files.write(to.resolve(name), SmallPicture.of(page.screenshot()));
  }
}
