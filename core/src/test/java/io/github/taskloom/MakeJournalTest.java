package io.github.taskloom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.journal.JournalEntry;
import io.github.taskloom.journal.JournalException;
import io.github.taskloom.journal.ValueCodec;
import io.github.taskloom.policy.EdgeRule;
import io.github.taskloom.policy.Retry;
import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.MemoryJournal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a make records, and what the next run of the program does not do again. */
@Timeout(60)
class MakeJournalTest {
  private final MemoryJournal journal = new MemoryJournal();
  private final List<String> runs = new CopyOnWriteArrayList<>();

  private <T> T ran(String name, T value) {
    runs.add(name);
    return value;
  }

  private List<String> takeRuns() {
    List<String> taken = runs.stream().sorted().toList();
    runs.clear();
    return taken;
  }

  /** prices and orders, report behind both, mail behind that: anew in each run. */
  private Task<String> graph(String pricesFingerprint) {
    Task<Integer> prices =
        Task.builder("prices", () -> ran("prices", 7)).fingerprint(pricesFingerprint).build();
    Task<String> orders = Task.of("orders", () -> ran("orders", "two"));
    Task<String> report =
        Task.builder("report").inputs(prices, orders).run((p, o) -> ran("report", o + p));
    return report.then("mail", text -> ran("mail", "sent " + text));
  }

  /** All that was DONE is so again, with its values, and nothing of it runs. */
  @ParameterizedTest
  @EnumSource(MakeMode.class)
  void make_again_restoresAll(MakeMode mode) throws Exception {
    Make how = Make.defaults().journal(journal);
    Task<String> first = graph("1");
    mode.make(how, List.of(first));
    assertEquals("sent two7", first.get());
    assertEquals(List.of("mail", "orders", "prices", "report"), takeRuns());
    assertTrue(journal.isSafe());

    Task<String> mail = graph("1");
    mode.make(how, List.of(mail));

    assertEquals("sent two7", mail.get());
    assertEquals(List.of(), takeRuns());
    assertEquals(4, journal.appended().size(), "nothing is recorded twice");
    assertTrue(Tasks.explain(mail).toString().contains("restored"));
  }

  /**
   * What has another fingerprint runs again, and so does all that requires it, and nothing else.
   */
  @Test
  void make_fingerprintHasChanged_runsThatAndWhatRequiresIt() {
    Make how = Make.defaults().journal(journal);
    how.get(graph("1"));
    takeRuns();

    how.get(graph("2"));
    assertEquals(List.of("mail", "prices", "report"), takeRuns());

    how.get(graph("2"));
    assertEquals(List.of(), takeRuns());
  }

  /**
   * Though the process ended between: what followed an earlier run of a prerequisite is no longer.
   */
  @Test
  void make_onlyThePrerequisiteRanAgain_runsWhatRequiresItNextTime() {
    Make how = Make.defaults().journal(journal);
    how.get(graph("1"));
    takeRuns();
    how.now(graph("2").prerequisites().getFirst().prerequisites().getFirst());
    assertEquals(List.of("prices"), takeRuns());

    Task<String> mail = graph("2");
    assertEquals(
        List.of(
            "prices is restored: it was DONE, and is made of the same",
            "orders is restored: it was DONE, and is made of the same",
            "report runs: something that it requires has run once more since",
            "mail runs: report is not restored"),
        told(how.preview(mail)));
    how.get(mail);

    assertEquals(List.of("mail", "report"), takeRuns());
  }

  /** What it would do is told before, and then done. */
  @Test
  void preview_beforeAMake_tellsWhatItDoes() {
    Make how = Make.defaults().journal(journal);
    assertEquals(
        List.of(
            "prices runs: nothing is recorded of it",
            "orders runs: nothing is recorded of it",
            "report runs: nothing is recorded of it",
            "mail runs: nothing is recorded of it"),
        told(how.preview(graph("1"))));
    assertEquals(List.of(), takeRuns());
    how.get(graph("1"));
    takeRuns();

    Task<String> changed = graph("2");
    assertEquals(
        List.of(
            "prices runs: its fingerprint, or what it requires, is not what it was",
            "orders is restored: it was DONE, and is made of the same",
            "report runs: prices is not restored",
            "mail runs: report is not restored"),
        told(how.preview(changed)));
    assertEquals(TaskState.PENDING, changed.state());
    how.get(changed);
    assertEquals(List.of("mail", "prices", "report"), takeRuns());
  }

  private static List<String> told(List<Preview> previews) {
    return previews.stream().map(Preview::toString).toList();
  }

  /**
   * The process ends while a task runs again for another fingerprint; with the old fingerprint it
   * is not DONE by its old entry: half of the other run has happened.
   */
  @Test
  void make_endedWhileATaskRanAgain_doesNotRestoreTheOldRun() {
    Make how = Make.defaults().journal(journal);
    how.now(Task.builder("task", () -> ran("task", 1)).fingerprint("1").build());
    MemoryJournal left = new MemoryJournal();
    how.now(
        Task.builder(
                "task",
                () -> {
                  assertTrue(journal.isSafe(), "before it begins");
                  journal.appended().forEach(left::append); // all that the end of a process leaves
                  return ran("task", 2);
                })
            .fingerprint("2")
            .build());
    takeRuns();

    Task<Integer> again = Task.builder("task", () -> ran("task", 3)).fingerprint("1").build();
    assertEquals(
        List.of("task runs: it began to be made again, and how that ended is not recorded"),
        told(Make.defaults().journal(left).preview(again)));
    assertEquals(3, Make.defaults().journal(left).get(again));
    assertEquals(List.of("task"), takeRuns());
  }

  /** What failed is recorded with its attempts, and runs again; what hung on it as well. */
  @Test
  void make_afterAFailure_runsTheRest() {
    boolean[] broken = {true};
    Function<Retry, Task<String>> declared =
        retry -> {
          Task<String> first = Task.of("first", () -> ran("first", "1"));
          Task<String> second =
              Task.builder("second", () -> failing(broken)).retry(retry).require(first).build();
          return second.then("third", text -> ran("third", text + "3"));
        };
    Make how = Make.defaults().journal(journal);

    how.now(declared.apply(Retry.times(3)));

    assertEquals(List.of("first", "second", "second", "second"), takeRuns());
    JournalEntry second = entry("second");
    assertSame(JournalEntry.Outcome.FAILED, second.outcome());
    assertEquals(3, second.attempts());
    assertTrue(second.reason().contains("on purpose"), second.reason());
    assertEquals(0, entry("third").attempts(), "never begun");

    broken[0] = false;
    assertEquals("23", how.get(declared.apply(Retry.times(3))));
    assertEquals(List.of("second", "third"), takeRuns());
  }

  private String failing(boolean[] broken) {
    runs.add("second");
    if (broken[0]) {
      throw new IllegalStateException("on purpose");
    }
    return "2";
  }

  private JournalEntry entry(String key) {
    JournalEntry entry = journal.find(key);
    assertNotNull(entry, key);
    return entry;
  }

  /** What was cancelled is recorded as that. */
  @Test
  void make_cancelled_isRecordedAndRunsAgain() {
    Task<String> task = Task.of("t", () -> ran("t", "x"));
    Make how = Make.defaults().journal(journal);
    Task<String> cancelling =
        Task.of(
            "t",
            () -> {
              throw new CancelledException("not today");
            });

    how.now(cancelling);
    assertSame(JournalEntry.Outcome.CANCELLED, entry("t").outcome());
    assertEquals("x", how.get(task));

    assertEquals(List.of("t"), takeRuns());
  }

  /** An entry is safe before what requires its task begins, in each mode. */
  @ParameterizedTest
  @EnumSource(MakeMode.class)
  void make_dependentBegins_prerequisitesAreSafe(MakeMode mode) {
    List<String> unsafe = new CopyOnWriteArrayList<>();
    Map<String, Long> positions = new ConcurrentHashMap<>();
    MemoryJournal watched =
        new MemoryJournal() {
          @Override
          public long append(JournalEntry entry) {
            long position = super.append(entry);
            positions.put(entry.key(), position);
            return position;
          }

          @Override
          public void await(long position) {
            super.await(position);
            positions.values().removeIf(of -> of <= position);
          }
        };
    Task<String> goal = Task.of("goal", () -> "");
    for (int chain = 0; chain < 5; chain++) {
      Task<String> before = Task.of("first " + chain, () -> "");
      for (int i = 0; i < 5; i++) {
        String required = before.name();
        before =
            before.then(
                "task " + chain + "." + i,
                text -> {
                  if (positions.containsKey(required)) {
                    unsafe.add(required);
                  }
                  return text;
                });
      }
      goal.require(before);
    }

    mode.make(Make.defaults().journal(watched), List.of(goal));

    assertEquals(List.of(), unsafe);
    assertTrue(watched.isSafe());
    assertEquals(31, watched.appended().size());
  }

  /** Many that none requires share one wait. */
  @Test
  void make_independentTasks_areAwaitedOnce() {
    List<Long> awaits = new CopyOnWriteArrayList<>();
    MemoryJournal counted =
        new MemoryJournal() {
          @Override
          public void await(long position) {
            if (position > 0) {
              awaits.add(position);
            }
            super.await(position);
          }
        };
    List<Task<Integer>> tasks =
        IntStream.range(0, 1_000).mapToObj(number -> Task.of("t" + number, () -> number)).toList();

    Make.defaults().journal(counted).now(tasks);

    assertEquals(List.of(1_000L), awaits);
  }

  /** Each kind of value that needs no codec. */
  @Test
  void make_basicValues_areRestored() {
    Map<String, Object> values =
        Map.of("text", "\ud83d half \ud83d", "int", 1, "long", 2L, "double", 0.5, "truth", true);
    for (int run = 0; run < 2; run++) {
      List<Task<Object>> tasks =
          values.entrySet().stream()
              .map(value -> Task.of(value.getKey(), () -> ran(value.getKey(), value.getValue())))
              .toList();
      Task<Object> nothing = Task.of("nothing", () -> null);
      Task<byte[]> bytes = Task.of("bytes", () -> new byte[] {1, 2});

      Make.defaults().journal(journal).now(tasks);
      Make.defaults().journal(journal).now(nothing, bytes);

      for (Task<Object> task : tasks) {
        assertEquals(new Outcome.Done<>(values.get(task.name())), task.outcome());
      }
      assertNull(Make.defaults().get(nothing));
      assertEquals(2, Make.defaults().get(bytes).length);
    }
    assertEquals(values.keySet().stream().sorted().toList(), takeRuns());
  }

  private record Report(String text) {}

  private static final ValueCodec<Report> REPORTS =
      ValueCodec.of(
          report -> report.text().getBytes(UTF_8), bytes -> new Report(new String(bytes, UTF_8)));

  /** A value of the user's own, by the codec of its task; in a stage's, too. */
  @Test
  void make_codec_restoresTheValue() {
    for (int run = 0; run < 2; run++) {
      Task<Report> report =
          Task.builder("report", () -> ran("report", new Report("x"))).codec(REPORTS).build();
      Task<Report> later =
          Task.builder("later").codec(REPORTS).runAsync(() -> ran("later", stage(new Report("y"))));

      Make.defaults().journal(journal).now(report, later);

      assertEquals(new Report("x"), Make.defaults().get(report));
      assertEquals(new Report("y"), Make.defaults().get(later));
    }
    assertEquals(List.of("later", "report"), takeRuns());
  }

  private static <T> CompletableFuture<T> stage(T value) {
    return CompletableFuture.supplyAsync(() -> value);
  }

  /** That only is recorded that it is DONE has to be said. */
  @Test
  void make_doneOnly_isRestoredWithNull() {
    for (int run = 0; run < 2; run++) {
      Task<Report> report =
          Task.builder("report", () -> ran("report", new Report("x")))
              .codec(ValueCodec.doneOnly())
              .build();

      Make.defaults().journal(journal).now(report);

      assertEquals(run == 0 ? new Report("x") : null, Make.defaults().get(report));
    }
    assertEquals(List.of("report"), takeRuns());
  }

  /** A value that no codec writes fails the attempt, in each mode, and says the way out. */
  @ParameterizedTest
  @EnumSource(MakeMode.class)
  void make_valueCannotBeWritten_failsTheAttempt(MakeMode mode) {
    Task<Report> report = Task.of("report", () -> new Report("x"));
    Task<String> behind = report.then("behind", Report::text);

    mode.make(Make.defaults().journal(journal), List.of(behind));

    assertEquals(TaskState.FAILED, report.state());
    String why = ((Outcome.Failed<Report>) report.outcome()).cause().getMessage();
    assertTrue(why.contains("report gave a value that cannot be recorded"), why);
    assertTrue(why.contains("give its task a codec"), why);
    assertEquals(TaskState.FAILED, behind.state());
  }

  /** The writing is a part of the attempt: a cancel interrupts it, and it is CANCELLED. */
  @Test
  void make_cancelledWhileItsValueIsWritten_isCancelled() throws Exception {
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    ValueCodec<String> slow =
        ValueCodec.of(
            text -> {
              writing.countDown();
              never.await();
              return new byte[0];
            },
            bytes -> "");
    Task<String> task = Task.builder("task", () -> "x").codec(slow).build();
    CompletableFuture<?> made = Make.defaults().journal(journal).later(task);
    Bounded.await(writing);

    task.cancel("not needed any more");
    made.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);

    assertEquals(TaskState.CANCELLED, task.state());
    assertSame(JournalEntry.Outcome.CANCELLED, entry("task").outcome());
  }

  /** One that cannot be read is computed anew. */
  @Test
  void make_valueCannotBeRead_runsAgain() {
    ValueCodec<String> changed =
        ValueCodec.of(
            text -> text.getBytes(UTF_8),
            bytes -> {
              throw new IllegalStateException("of another version");
            });
    Make.defaults().journal(journal).get(Task.of("t", () -> "old"));

    assertEquals(
        "new",
        Make.defaults()
            .journal(journal)
            .get(Task.builder("t", () -> "new").codec(changed).build()));
  }

  /** In which order prerequisites were written makes no difference; which they are does. */
  @Test
  void make_otherPrerequisites_runsAgain() {
    Make how = Make.defaults().journal(journal);
    for (List<String> required :
        List.of(List.of("a", "b"), List.of("b", "a"), List.of("a"), List.of("a"))) {
      Task<String> goal = Task.of("goal", () -> ran("goal", ""));
      required.forEach(name -> goal.require(Task.of(name, () -> ran(name, ""))));
      how.get(goal);
    }
    assertEquals(List.of("a", "b", "goal", "goal"), takeRuns());
  }

  /** What is there for a failure is decided anew, and what needs it. */
  @Test
  void make_afterAlternative_decidesAnew() {
    boolean[] broken = {true};
    for (int run = 0; run < 2; run++) {
      Task<String> first =
          Task.of(
              "first",
              () -> {
                if (broken[0]) {
                  throw new IllegalStateException("on purpose");
                }
                return "1";
              });
      Task<String> alarm = Task.of("alarm", () -> ran("alarm", "!"));
      alarm.require(first, EdgeRule.FAILED);

      Make.defaults().journal(journal).now(alarm);

      assertEquals(run == 0 ? TaskState.DONE : TaskState.CANCELLED, alarm.state());
      broken[0] = false;
    }
    assertEquals(List.of("alarm"), takeRuns());
  }

  /** Keys are told apart before anything runs. */
  @Test
  void make_sameKeyTwice_isRefused() {
    Task<String> one = Task.of("same", () -> ran("one", ""));
    Task<String> two = Task.of("same", () -> ran("two", ""));
    Make how = Make.defaults().journal(journal);

    TaskStateException refused = assertThrows(TaskStateException.class, () -> how.now(one, two));

    assertTrue(refused.getMessage().contains("the key \"same\""), refused.getMessage());
    assertEquals(List.of(), takeRuns());
    assertEquals(TaskState.PENDING, one.state());
    Task<String> apart = Task.builder("same", () -> ran("two", "")).key("other").build();
    how.now(one, apart);
    assertEquals(List.of("one", "two"), takeRuns());
  }

  /** A derived name is another one in each run. */
  @Test
  void make_noName_isRefused() {
    Task<String> unnamed = Task.of(() -> "x");

    TaskStateException refused =
        assertThrows(TaskStateException.class, () -> Make.defaults().journal(journal).now(unnamed));

    assertTrue(refused.getMessage().contains("was given no name"), refused.getMessage());
  }

  /** A journal that fails ends the make: what is not recorded lets nothing begin. */
  @ParameterizedTest
  @EnumSource(MakeMode.class)
  void make_journalFails_callerGetsThat(MakeMode mode) {
    JournalException full = new JournalException("the disk is full", null);
    MemoryJournal failing =
        new MemoryJournal() {
          @Override
          public void await(long position) {
            if (position > 0) {
              throw full;
            }
          }
        };
    Task<String> first = Task.of("first", () -> ran("first", "1"));
    Task<String> second = first.then("second", text -> ran("second", text));

    Throwable thrown =
        assertThrows(
            Throwable.class, () -> mode.make(Make.defaults().journal(failing), List.of(second)));

    while (thrown.getCause() != null) { // of a future, say
      thrown = thrown.getCause();
    }
    assertSame(full, thrown);

    assertEquals(List.of("first"), takeRuns());
    assertEquals(TaskState.PENDING, second.state());
  }

  /** A task that runs on another account is recorded as well, with its value. */
  @Test
  void make_completedByHand_isRecorded() {
    Task<String> task = Task.of("t", () -> ran("t", "x"));
    Task<String> behind = task.then("behind", text -> ran("behind", text));
    task.cancel();
    task.completeWith("by hand");

    assertEquals("by hand", Make.defaults().journal(journal).get(behind));

    assertFalse(runs.contains("t"));
    assertEquals(List.of("behind"), journal.appended().stream().map(JournalEntry::key).toList());
  }
}
