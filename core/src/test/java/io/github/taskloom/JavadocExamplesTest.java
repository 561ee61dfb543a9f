package io.github.taskloom;

import static io.github.taskloom.JavadocExamplesTest.Act.LOCK_IT;
import static io.github.taskloom.JavadocExamplesTest.Act.OPEN_IT;
import static io.github.taskloom.JavadocExamplesTest.Door.CLOSED;
import static io.github.taskloom.JavadocExamplesTest.Door.LOCKED;
import static io.github.taskloom.JavadocExamplesTest.Door.OPEN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.event.MakeControl;
import io.github.taskloom.event.MakeEvent;
import io.github.taskloom.event.TaskTimes;
import io.github.taskloom.fsm.Fsm;
import io.github.taskloom.fsm.Transitions;
import io.github.taskloom.journal.FileJournal;
import io.github.taskloom.journal.JournalEntry;
import io.github.taskloom.journal.ValueCodec;
import io.github.taskloom.policy.Retry;
import io.github.taskloom.testing.Bounded;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples of the public documentation, compiled and run. {@link JavadocExamplesInSyncTest}
 * holds them to the documentation's words.
 */
@Timeout(30)
class JavadocExamplesTest {
  private final Log log = new Log();
  private final List<Path> copied = new ArrayList<>();

  /** Of Fsm. */
  @Test
  void fsm_example_turnsTheLampRed() {
    Transitions<Door, Act> DOOR =
        Transitions.of(Door.class, Act.class)
            .on(CLOSED, LOCK_IT, LOCKED)
            .on(CLOSED, OPEN_IT, OPEN)
            .build();
    Lamp lamp = new Lamp();

    Fsm<Door, Act> door = new Fsm<>(DOOR, CLOSED);
    door.onEnter(LOCKED, transition -> lamp.red());
    door.fire(LOCK_IT);

    assertTrue(lamp.isRed);
  }

  /** Of Make.journal. */
  @Test
  void makeJournal_example_restoresInTheNextRun(@TempDir Path folder) {
    List<String> runs = new ArrayList<>();
    for (int run = 0; run < 2; run++) {
      Task<String> report = Task.of("report", () -> "report " + runs.size());
      report.onEnter(TaskState.RUNNING, transition -> runs.add("run"));
      try (FileJournal journal = FileJournal.open(folder.resolve(Path.of("nightly.journal")))) {
        assertEquals("report 1", Make.defaults().journal(journal).get(report));
      }
    }
    assertEquals(List.of("run"), runs);
  }

  /** As its documentation has it, in the current folder. */
  @SuppressWarnings("unused") // compiled alone: it would leave a file
  private static void makeJournal(Task<String> report) {
    try (FileJournal journal = FileJournal.open(Path.of("nightly.journal"))) {
      Make.defaults().journal(journal).get(report);
    }
  }

  /** Of ValueCodec. */
  @Test
  void valueCodec_example_writesAndReads() throws Exception {
    ValueCodec<Summary> summaries =
        ValueCodec.of(summary -> summary.toJson().getBytes(UTF_8), bytes -> Summary.ofJson(bytes));

    assertEquals(new Summary("7"), summaries.read(summaries.write(new Summary("7"))));
  }

  private record Summary(String text) {
    String toJson() {
      return text;
    }

    static Summary ofJson(byte[] json) {
      return new Summary(new String(json, UTF_8));
    }
  }

  /** Of Task.restore. */
  @Test
  void restore_example_isDoneWithoutARun() {
    Map<String, String> rows = Map.of("prices", "yesterday's prices");
    Task<String> prices = Task.of("prices", () -> "today's prices");

    prices.restore(rows.get("prices"));

    assertEquals("yesterday's prices", Make.defaults().get(prices));
  }

  /** Of Transitions. */
  @Test
  void transitions_example_isATable() {
    var door = new Fsm<>(TwoStateDoor.DOOR, TwoStateDoor.Door.CLOSED);

    assertEquals(TwoStateDoor.Door.OPEN, door.fire(TwoStateDoor.Act.OPEN_IT));
    assertEquals(TwoStateDoor.Door.CLOSED, door.fire(TwoStateDoor.Act.CLOSE_IT));
  }

  /** Of FileJournal. */
  @Test
  void journal_example_isFoundAgain(@TempDir Path folder) {
    Path path = folder.resolve("nightly.journal");
    JournalEntry entry =
        new JournalEntry("count", null, JournalEntry.Outcome.DONE, 1, null, null, Instant.EPOCH);

    try (FileJournal journal = FileJournal.open(path)) {
      long position = journal.append(entry);
      journal.await(position); // found from here on, whatever ends this process
    }

    try (FileJournal journal = FileJournal.open(path)) {
      assertEquals(entry, journal.find("count"));
    }
  }

  /** Of Task.all. */
  @Test
  void all_example_countsWords() throws Exception {
    List<String> urls = List.of("one", "two");

    Task<List<Page>> pages =
        Task.all("pages", urls.stream().map(url -> Task.of(url, () -> fetch(url))).toList());
    Task<Integer> words = pages.then("count", list -> list.stream().mapToInt(Page::words).sum());

    words.make();
    assertEquals(6, words.get());
  }

  private record Page(int words) {}

  private static Page fetch(String url) {
    return new Page(url.length());
  }

  /** Of Task. */
  @Test
  @SuppressWarnings("StringSplitter") // as short as an example may be
  void task_example_countsWords() throws Exception {
    Http http = url -> "to be or not to be";
    String url = "https://example.org";

    Task<String> page = Task.of("fetch", () -> http.get(url));
    Task<Integer> words = page.then("count", text -> text.split(" ").length);
    words.make();

    assertEquals(6, words.get());
  }

  /** Of TaskBuilder. */
  @Test
  void taskBuilder_example_isCancelledByAnExpiredToken() {
    Authentication auth = user -> new Token(user.isEmpty());
    String user = "";

    Task<Token> login =
        Task.builder("login", () -> auth.login(user))
            .cancelOnException()
            .cancelOnResult(Token::isExpired)
            .track(System.out)
            .build();

    assertEquals(TaskState.CANCELLED, login.dispatch());
  }

  /** Of Task.async, without and with an input, and of a declaration's runAsync. */
  @Test
  void async_examples_giveTheValuesOfTheStages() throws Exception {
    Client client = address -> CompletableFuture.supplyAsync(() -> "page of " + address);
    Renderer renderer = text -> CompletableFuture.completedFuture(new Html(text));
    String url = "https://example.org";
    fetchWithOptions(client, url);

    Task<String> page = Task.async("fetch", () -> client.sendAsync(url));
    Task<Html> shown = Task.async("render", page, text -> renderer.renderAsync(text));

    shown.make();
    assertEquals(new Html("page of https://example.org"), shown.get());
  }

  private static void fetchWithOptions(Client client, String url) throws Exception {
    Task<String> page =
        Task.builder("fetch")
            .retry(Retry.times(3))
            .timeout(Duration.ofSeconds(30))
            .runAsync(() -> client.sendAsync(url));

    page.make();
    assertEquals("page of https://example.org", page.get());
  }

  private interface Client {
    CompletableFuture<String> sendAsync(String url);
  }

  private interface Renderer {
    CompletableFuture<Html> renderAsync(String text);
  }

  /** Of TaskOptions.beforeDone. */
  @Test
  void beforeDone_example_writesTheReceipt() throws Exception {
    Bank bank = order -> new Receipt("receipt of " + order);
    Map<Receipt, TaskState> written = new HashMap<>();
    Ledger ledger = receipt -> written.put(receipt, Task.current().orElseThrow().state());
    String order = "order 7";

    Task<Receipt> paid =
        Task.builder("pay", () -> bank.pay(order))
            .beforeDone(receipt -> ledger.write(receipt))
            .build();

    paid.make();
    assertEquals(Map.of(paid.get(), TaskState.RUNNING), written);
  }

  /** Of BaseTask. */
  @Test
  void baseTask_example_keepsItsStateInTheRow() {
    final class RowTask extends BaseTask {
      RowTask(String name, Row row) {
        super(name);
        initialState(TaskState.valueOf(row.get("state")));
        onTransition(transition -> row.set("state", transition.to().name()));
      }
    }
    Row row = new Row();
    row.set("state", "QUEUED");

    new RowTask("nightly", row).fire(TaskEvent.DISPATCH);

    assertEquals("RUNNING", row.get("state"));
  }

  /** Of Task.builder, of a declaration, and of one with many inputs. */
  @Test
  void declarations_examples_takeTheirInputs() throws Exception {
    Task<String> page = Task.of("fetch", () -> "a page");
    Task<Integer> words = page.then("count", text -> text.split(" ").length);
    Task<Html> shown =
        Task.builder("render")
            .inputs(page, words)
            .timeout(Duration.ofSeconds(30))
            .run((text, n) -> render(text, n));
    Task<Integer> a = Task.of("a", () -> 1);
    Task<Integer> b = Task.of("b", () -> 2);
    Task<Integer> sum =
        Task.builder("sum")
            .inputs(a, b)
            .retry(Retry.times(3))
            .timeout(Duration.ofSeconds(30))
            .run((x, y) -> x + y);
    Task<String> name = Task.of("name", () -> "Ada");
    Task<String> street = Task.of("street", () -> ", St. James's Square");
    Task<String> city = Task.of("city", () -> "London");
    Task<String> land = Task.of("land", () -> "England");
    Task<Integer> text = Task.of("text", () -> 12);
    Task<String> letter =
        Task.builder("letter")
            .inputs(List.of(name, street, city, land, text))
            .run(inputs -> inputs.get(name) + inputs.get(street) + inputs.get(text));

    Tasks.makeNow(shown, sum, letter);

    assertEquals(new Html("a page: 2"), shown.get());
    assertEquals(3, sum.get());
    assertEquals("Ada, St. James's Square12", letter.get());
    assertEquals(List.of(name, street, city, land, text), letter.prerequisites());
  }

  /** Of Make and of its get. */
  @Test
  void makeGet_examples_giveTheValue() {
    Task<Report> report = Task.of("report", () -> new Report("all is well"));
    assertEquals(new Report("all is well"), byNight(report));

    Report value = Make.defaults().failFast().timeout(Duration.ofSeconds(5)).get(report);

    assertEquals(new Report("all is well"), value);
  }

  private static Report byNight(Task<Report> report) {
    Make nightly = Make.defaults().failFast().parallelism(8);
    Report value = nightly.get(report);
    return value;
  }

  private record Report(String text) {}

  private record Html(String text) {}

  private static Html render(String text, int words) {
    return new Html(text + ": " + words);
  }

  /** Of MakeListener. */
  @Test
  void makeListener_example_hasTheTimes() {
    Map<String, Duration> times = new ConcurrentHashMap<>();
    Make told =
        Make.defaults()
            .listener(
                event -> {
                  if (event instanceof MakeEvent.AttemptEnded ended) {
                    times.put(ended.task().name(), ended.duration());
                  }
                });

    told.now(Task.of("timed", () -> 1));

    Bounded.until(() -> times.containsKey("timed"));
  }

  /** Of MakeControl. */
  @Test
  void makeControl_example_isPaused() throws Exception {
    CompletableFuture<MakeControl> control = new CompletableFuture<>();
    Make paused =
        Make.defaults()
            .listener(
                event -> {
                  if (event instanceof MakeEvent.MakeBegan began) {
                    control.complete(began.control());
                  }
                });
    Task<?> first = Task.run("first", () -> control.get().pause());
    Task<?> second = Task.run("second", () -> {});
    second.require(first);

    CompletableFuture<?> made = paused.later(second);
    Bounded.until(() -> control.isDone() && control.join().isPaused());
    control.get().resume();

    made.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  /** Of TaskTimes. */
  @Test
  void taskTimes_example_explains() {
    Task<String> report = Task.of("report", () -> "x");

    TaskTimes times = new TaskTimes();
    Make.defaults().recorder(times).now(report);
    String text = times.explain(report).toString();

    assertTrue(text.startsWith("report is DONE: it has its result; of "), text);
  }

  /** Of Make.listener. */
  @Test
  void listener_example_isSentAll() {
    Queue<MakeEvent> feed = new LinkedBlockingQueue<>();
    Make watched = Make.defaults().listener(feed::add);

    watched.now(Task.of("shown", () -> 1));

    Bounded.until(() -> feed.size() == 6);
  }

  /** Of TaskInterceptor. */
  @Test
  void taskInterceptor_example_namesTheTaskInTheLog() throws Exception {
    Task<String> page = Task.of("fetch", () -> MDC.get("task"));
    Make traced =
        Make.defaults()
            .around(
                (task, next) -> {
                  String before = MDC.get("task");
                  MDC.put("task", task.name());
                  try {
                    return next.call();
                  } finally {
                    MDC.put("task", before);
                  }
                });

    assertEquals("fetch", traced.get(page));
    assertNull(MDC.get("task"));
  }

  /** Of TaskInterceptor.perMake. */
  @Test
  void perMake_example_callsAsTheCaller() {
    Task<User> page = Task.of("page", Session::user);
    TaskInterceptor asCaller =
        TaskInterceptor.perMake(
            () -> {
              User caller = Session.user();
              return (task, next) -> Session.callAs(caller, next);
            });

    User ada = new User("Ada");
    Session.current.set(ada);
    try {
      assertEquals(ada, Make.defaults().withThreadPerTask().around(asCaller).get(page));
    } finally {
      Session.current.remove();
    }
  }

  /** Of TaskInterceptor.carrying. */
  @Test
  void carrying_example_hasTheUserAndTheTenant() {
    Task<String> page = Task.of("page", () -> USER.get() + " of " + TENANT.get());
    USER.set("Ada");
    TENANT.set("London");
    try {
      Make asUser = Make.defaults().around(TaskInterceptor.carrying(USER, TENANT));
      assertEquals("Ada of London", asUser.get(page));
    } finally {
      USER.remove();
      TENANT.remove();
    }
  }

  /** Of Make.around. */
  @Test
  void makeAround_example_takesTheTime() {
    Registry registry = new Registry();
    Make timed =
        Make.defaults().around((task, next) -> registry.timer(task.name()).recordCallable(next));

    timed.now(Task.of("fetch", () -> "page"));

    assertEquals(List.of("fetch"), registry.recorded);
  }

  /** Of TaskExecutor and of Make.submit. */
  @Test
  void submit_example_routesByName() throws Exception {
    List<String> used = new ArrayList<>();
    Executor database = run -> used.add("database");
    Executor others = Runnable::run;
    Task<String> report = Task.of("report", () -> "all is well");

    TaskExecutor routes =
        (task, run) -> (task.name().startsWith("db ") ? database : others).execute(run);
    Make.defaults().submit(routes).now(report);

    assertEquals("all is well", report.get());
    assertEquals(List.of(), used);
  }

  /** Of RunState. */
  @Test
  void runState_example_stopsBetweenFiles() {
    List<Path> files = List.of(Path.of("one"), Path.of("two"), Path.of("three"));
    Task<Integer> copying =
        Task.of(
            "copy",
            () -> {
              RunState state = Task.current().orElseThrow().runState();
              for (Path file : files) {
                state.throwIfCancelled();
                copy(file);
              }
              return files.size();
            });

    copying.dispatch();

    assertEquals(List.of(Path.of("one"), Path.of("two")), copied);
    assertEquals(TaskState.CANCELLED, copying.state());
  }

  private void copy(Path file) {
    copied.add(file);
    if (copied.size() == 2) {
      Task.current().orElseThrow().cancel();
    }
  }

  /** Of Make. */
  @Test
  void make_example_logsWhatSettles() {
    Task<String> file = Task.of("store", () -> "stored");
    Task<String> report = file.then("report", text -> "it is " + text);

    Make nightly = Make.defaults().failFast().parallelism(8);
    try (Stream<Task<?>> tasks = nightly.stream(file, report)) {
      tasks.forEach(task -> log.info("{} is {}", task.name(), task.state()));
    }

    assertEquals(List.of("store is DONE", "report is DONE"), log.lines);
  }

  /** Of TaskQueue. */
  @Test
  void taskQueue_example_logsWhatRanAndWhatIsLeft() {
    Task<String> page = Task.of("fetch", () -> "page");
    Task<String> index = page.then("index", text -> "index of " + text);
    index.require(Task.of("mount", () -> "mounted"));

    TaskQueue queue = TaskQueue.of(page).runDependentTasks();
    for (Task<?> task : queue.run()) {
      log.info("{} is {}", task.name(), task.state());
    }
    queue.left().forEach(left -> log.warn(left.reason()));

    assertEquals(
        List.of("fetch is DONE", "index is blocked by mount, which is PENDING"), log.lines);
  }

  enum Door {
    CLOSED,
    OPEN,
    LOCKED
  }

  enum Act {
    OPEN_IT,
    LOCK_IT
  }

  interface Http {
    String get(String url);
  }

  interface Authentication {
    Token login(String user);
  }

  record Token(boolean isExpired) {}

  interface Bank {
    Receipt pay(String order);
  }

  interface Ledger {
    void write(Receipt receipt);
  }

  record Receipt(String text) {}

  private static final ThreadLocal<String> USER = new ThreadLocal<>();
  private static final ThreadLocal<String> TENANT = new ThreadLocal<>();

  record User(String name) {}

  /** PlacedStage: where its work is done is known as soon as the request is sent. */
  @Test
  void placedStage_classDocumentation() {
    @SuppressWarnings("MissingOverride") // as it stands in the documentation
    final class RemoteReply extends CompletableFuture<String> implements PlacedStage<String> {
      private volatile @Nullable String server; // written as the request is sent

      public @Nullable String place() {
        return server;
      }
    }
    RemoteReply reply = new RemoteReply();
    assertNull(reply.place());

    reply.server = "worker-3";

    assertEquals("worker-3", reply.place());
  }

  private static final class Session {
    private static final ThreadLocal<User> current = new ThreadLocal<>();

    static User user() {
      return current.get();
    }

    static <T> T callAs(User user, Callable<T> body) throws Exception {
      User before = current.get();
      current.set(user);
      try {
        return body.call();
      } finally {
        current.set(before);
      }
    }
  }

  /** A logging context, as loggers have it. */
  private static final class MDC {
    private static final ThreadLocal<Map<String, String>> VALUES =
        ThreadLocal.withInitial(HashMap::new);

    static String get(String key) {
      return VALUES.get().get(key);
    }

    static void put(String key, String value) {
      VALUES.get().put(key, value);
    }
  }

  /** Of timers, as libraries for metrics have it. */
  private static final class Registry {
    private final List<String> recorded = new ArrayList<>();

    Timer timer(String name) {
      return new Timer(this, name);
    }
  }

  private record Timer(Registry registry, String name) {
    <T> T recordCallable(Callable<T> body) throws Exception {
      try {
        return body.call();
      } finally {
        registry.recorded.add(name);
      }
    }
  }

  private static final class Lamp {
    private boolean isRed;

    void red() {
      isRed = true;
    }
  }

  private static final class Row {
    private final Map<String, String> columns = new HashMap<>();

    String get(String column) {
      return columns.get(column);
    }

    void set(String column, String value) {
      columns.put(column, value);
    }
  }

  private static final class Log {
    private final List<String> lines = new ArrayList<>();

    void info(String format, Object... values) {
      String line = format;
      for (Object value : values) {
        line = line.replaceFirst("\\{}", value.toString());
      }
      lines.add(line);
    }

    void warn(String line) {
      lines.add(line);
    }
  }
}
