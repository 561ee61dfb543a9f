package io.github.taskloom;

import static io.github.taskloom.ApiExamplesTest.Act.CLOSE_IT;
import static io.github.taskloom.ApiExamplesTest.Act.LOCK_IT;
import static io.github.taskloom.ApiExamplesTest.Act.OPEN_IT;
import static io.github.taskloom.ApiExamplesTest.Act.UNLOCK_IT;
import static io.github.taskloom.ApiExamplesTest.Door.CLOSED;
import static io.github.taskloom.ApiExamplesTest.Door.LOCKED;
import static io.github.taskloom.ApiExamplesTest.Door.OPEN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.fsm.Fsm;
import io.github.taskloom.fsm.Transitions;
import io.github.taskloom.testing.Bounded;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The interface as its users write it, in one piece each. */
@Timeout(30)
class ApiExamplesTest {
  private static final Transitions<Door, Act> DOOR =
      Transitions.of(Door.class, Act.class)
          .on(CLOSED, OPEN_IT, OPEN)
          .on(OPEN, CLOSE_IT, CLOSED)
          .on(CLOSED, LOCK_IT, LOCKED)
          .on(LOCKED, UNLOCK_IT, CLOSED)
          .build();

  private final List<String> log = new ArrayList<>();
  private boolean networkDown;

  private String get(String url) throws IOException {
    if (networkDown) {
      throw new IOException("no network for " + url);
    }
    return "a page of five words";
  }

  private Task<String> page() {
    return Task.of("fetch", () -> get("https://example.org"));
  }

  private static Path store(String text, int words) {
    return Path.of(words + " words of " + text.length());
  }

  private static Task<Path> file(Task<String> page, Task<Integer> words) {
    return Task.builder("store", () -> store(page.get(), words.get())).require(page, words).build();
  }

  private static Task<Integer> words(Task<String> page) {
    return page.then(
        "count", text -> Math.toIntExact(text.chars().filter(c -> c == ' ').count() + 1));
  }

  /** Tasks and edges: what one makes is what the next takes. */
  @Test
  void tasksAndEdges_made_passTheirValues() throws Exception {
    Task<String> page = page();
    Task<Integer> words = words(page);
    Task<Path> file = file(page, words);
    Task<?> diskIsMounted = Task.of("mount", () -> log.add("mounted"));
    file.require(diskIsMounted);

    boolean completed = file.make();

    assertTrue(completed);
    assertEquals(Path.of("5 words of 20"), file.get());
    assertEquals(List.of(page, words, diskIsMounted), file.prerequisites());
    assertEquals(List.of("mounted"), log);
  }

  /** A function may give a stage, of a client that has such methods; its value is the result. */
  @Test
  void async_stage_givesItsValueWhenItIsWrittenDown() throws Exception {
    Task<String> page = Task.async("fetch", () -> CompletableFuture.supplyAsync(() -> "a b c"));
    Task<Integer> words =
        Task.builder("count")
            .inputs(page)
            .beforeDone(count -> log.add("counted " + count))
            .runAsync(text -> CompletableFuture.supplyAsync(() -> text.split(" ", -1).length));

    words.make();

    assertEquals(3, words.get());
    assertEquals(List.of("counted 3"), log);
  }

  /** Options belong to the declaration. */
  @Test
  void options_expiredToken_isCancelled() {
    record Token(boolean isExpired) {}
    Task<Token> login =
        Task.builder("login", () -> new Token(true))
            .cancelOnException()
            .cancelOnResult(Token::isExpired)
            .track(transition -> log.add(transition.toString()))
            .build();

    login.make();

    assertEquals(
        List.of("login PENDING->dispatch->RUNNING", "login RUNNING->cancel->CANCELLED"), log);
  }

  /** Make: the common case in a word, the rest through one reusable value. */
  @Test
  void make_nowStreamAndLater_settleAll() throws Exception {
    Task<String> page = page();
    Task<Integer> report = words(page);
    assertEquals(List.of(page, report), Tasks.makeNow(page, report));

    Make nightly = Make.defaults().failFast().parallelism(8);
    Task<String> again = page();
    Task<Integer> words = words(again);
    try (Stream<Task<?>> tasks = nightly.stream(again, words)) {
      tasks.forEach(task -> log.add(task.name() + " is " + task.state()));
    }
    assertEquals(List.of("fetch is DONE", "count is DONE"), log);

    try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
      Task<Path> file = file(page, report);
      CompletableFuture<List<Task<?>>> later = nightly.queue(executor).later(file);
      assertEquals(List.of(file), later.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS));
      assertEquals(TaskState.DONE, file.state());
    }
  }

  /** Around every function of a make, in the thread that runs it; and an executor that routes. */
  @Test
  void make_aroundAndSubmit_areInTheThreadOfTheFunction() throws Exception {
    ThreadLocal<String> user = USER;
    user.set("Ada");
    List<String> finished = Collections.synchronizedList(new ArrayList<>());
    Task<String> page = Task.of("db page", () -> user.get() + " on " + currentName());
    Task<Integer> size = page.then("size", String::length);
    try (ExecutorService database = named("database");
        ExecutorService others = named("others")) {
      Make nightly =
          Make.defaults()
              .submit(
                  (task, run) -> (task.name().startsWith("db ") ? database : others).execute(run))
              .around(TaskInterceptor.carrying(user))
              .around(
                  (task, next) -> {
                    try {
                      return next.call();
                    } finally {
                      finished.add(task.name() + " for " + user.get() + " on " + currentName());
                    }
                  });

      assertEquals(15, nightly.get(size));
    } finally {
      user.remove();
    }

    assertEquals("Ada on database", page.get());
    assertEquals(List.of("db page for Ada on database", "size for Ada on others"), finished);
  }

  private static final ThreadLocal<String> USER = new ThreadLocal<>();

  private static String currentName() {
    return Thread.currentThread().getName();
  }

  private static ExecutorService named(String name) {
    return Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(name).factory());
  }

  /** Repair and go on: only what is not DONE runs. */
  @Test
  void repair_thenMake_goesOn() {
    networkDown = true;
    Task<String> page = page();
    Task<Integer> words = words(page);
    Task<?> mount = Task.of("mount", () -> log.add("mounted"));
    Task<Path> file = file(page, words);
    file.require(mount);
    mount.make();
    file.make();
    assertEquals(TaskState.FAILED, file.state());

    page.repairWith(() -> "from the mirror");
    page.reopenDependents();
    file.make();

    assertEquals(new Outcome.Done<>(Path.of("3 words of 15")), file.outcome());
    assertEquals(List.of("mounted"), log);
  }

  /** A worker that takes one task at a time. */
  @Test
  void queue_runDependentTasks_takesOneAtATime() {
    Task<String> page = page();
    Task<Integer> words = words(page);

    var queue = TaskQueue.of(page).runDependentTasks();
    for (Task<?> task : queue.run()) {
      log.add(task.name());
    }

    assertEquals(List.of("fetch", "count"), log);
    assertEquals(TaskState.DONE, words.state());
    assertEquals(List.of(), queue.left());
  }

  /** The FSM alone. */
  @Test
  void fsm_alone_tellsItsListeners() {
    Fsm<Door, Act> door = new Fsm<>(DOOR, CLOSED);
    door.onEnter(LOCKED, transition -> log.add("red"));

    door.fire(LOCK_IT);

    assertEquals(List.of("red"), log);
    assertFalse(door.tryFire(OPEN_IT));
  }

  enum Door {
    CLOSED,
    OPEN,
    LOCKED
  }

  enum Act {
    OPEN_IT,
    CLOSE_IT,
    LOCK_IT,
    UNLOCK_IT
  }
}
