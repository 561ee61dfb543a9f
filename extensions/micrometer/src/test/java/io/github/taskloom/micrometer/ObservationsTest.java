package io.github.taskloom.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.MakeStoppedException;
import io.github.taskloom.Task;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Timers of makes and tasks, the number of their tags, and observations that are not wanted. */
@Timeout(60)
class ObservationsTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ObservationRegistry registry = ObservationRegistry.create();
  private final TaskloomObservations observations = TaskloomObservations.of(registry).name("m");

  private ObservationRegistry measured() {
    registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
    return registry;
  }

  private static Task<String> task(String name) {
    return Task.of(name, () -> "value");
  }

  private Set<String> values(String meter, String tag) {
    return meters.find(meter).meters().stream()
        .map(found -> found.getId().getTag(tag))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** A timer for makes, and one for tasks, with the same tags whatever happens. */
  @Test
  void timers_ofMakesAndTasks_haveFewTags() {
    measured();
    Make make = observations.applyTo(Make.defaults());

    make.now(task("a"), task("b"));
    make.now(
        Task.of(
            "c",
            () -> {
              throw new IllegalStateException("on purpose");
            }));

    assertEquals(
        2, meters.get("taskloom.task").tags("make", "m", "outcome", "DONE").timer().count());
    assertEquals(
        1, meters.get("taskloom.task").tags("error", "IllegalStateException").timer().count());
    assertEquals(1, meters.get("taskloom.make").tags("outcome", "DONE").timer().count());
    assertEquals(1, meters.get("taskloom.make").tags("outcome", "FAILED").timer().count());
    for (Meter meter : meters.find("taskloom.task").meters()) {
      assertEquals(
          List.of("error", "make", "outcome", "task"),
          meter.getId().getTags().stream().map(Tag::getKey).sorted().toList());
    }
    assertEquals(Set.of("none"), values("taskloom.task", "task"));
  }

  /** A make that stopped before its goals had settled says so. */
  @Test
  void timers_makeIsInterrupted_isStopped() {
    measured();
    Make make = observations.applyTo(Make.defaults());
    Task<String> goal = task("goal");

    Thread.currentThread().interrupt();
    try {
      assertThrows(MakeStoppedException.class, () -> make.get(goal));
    } finally {
      assertTrue(Thread.interrupted());
    }

    assertEquals(1, meters.get("taskloom.make").tags("outcome", "STOPPED").timer().count());
    assertNull(meters.find("taskloom.task").timer());
  }

  /** However many values a function gives: so many tags, and one for all the others. */
  @Test
  void taskTag_manyValues_areBounded() {
    measured();
    Make make = observations.taskTag(Task::name, 10).applyTo(Make.defaults().parallelism(4));

    make.now(IntStream.range(0, 500).mapToObj(i -> task("task " + i)).toList());

    Set<String> tags = values("taskloom.task", "task");
    assertEquals(11, tags.size());
    assertTrue(tags.contains("other"));
    assertEquals(
        490, meters.get("taskloom.task").tags("task", "other", "outcome", "DONE").timer().count());
    assertThrows(IllegalArgumentException.class, () -> observations.taskTag(Task::name, 0));
  }

  /** Null is no tag, and what the function throws is none either: the task runs. */
  @Test
  void taskTag_nullOrThrows_isNone() {
    measured();
    Make make =
        observations
            .taskTag(
                task -> {
                  if (task.name().equals("a")) {
                    return null;
                  }
                  throw new IllegalStateException("on purpose");
                })
            .applyTo(Make.defaults());

    assertEquals("value", make.get(task("a")));
    assertEquals("value", make.get(task("b")));

    assertEquals(Set.of("none"), values("taskloom.task", "task"));
  }

  /** A name of any kind becomes an attribute that is cut, and no tag; the task runs. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<script>alert(1)</script>",
        "a\"b\\c\nd{e}=f\0",
        "\uD83D\uDE00\u202E\u0301",
        "\uD800 alone",
        "CATEGORIES",
        "LONG"
      })
  void names_hostile_areHarmless(String given) throws Exception {
    String name =
        switch (given) {
          case "LONG" -> "\uD83D\uDE00".repeat(5_000);
          case "CATEGORIES" -> oneOfEachCategory();
          default -> given;
        };
    PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    measured();
    try (Traces traces = new Traces()) {
      traces
          .registry
          .observationConfig()
          .observationHandler(new DefaultMeterObservationHandler(meters))
          .observationHandler(new DefaultMeterObservationHandler(prometheus));
      Make make =
          TaskloomObservations.of(traces.registry).taskTag(Task::name).applyTo(Make.defaults());

      assertEquals("value", make.get(task(name)));

      String shown =
          Traces.attribute(
              traces.spans().stream()
                  .filter(span -> span.getName().startsWith("task"))
                  .toList()
                  .getFirst(),
              "task.name");
      assertEquals(given.equals("LONG") ? 1000 - 1 : name.length(), shown.length());
      assertTrue(traces.names().getFirst().length() <= 105);
      assertTrue(values("taskloom.task", "task").stream().allMatch(tag -> tag.length() <= 100));
      assertEquals(
          1,
          prometheus
              .scrape()
              .lines()
              .filter(line -> line.startsWith("taskloom_task_seconds_count{"))
              .filter(line -> line.endsWith("} 1"))
              .count());
    }
  }

  private static String oneOfEachCategory() {
    StringBuilder text = new StringBuilder();
    Set<Integer> seen = new TreeSet<>();
    for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
      if (seen.add(Character.getType(point))) {
        text.appendCodePoint(point);
      }
    }
    assertEquals(30, seen.size());
    return text.toString();
  }

  /** Spans are named after the first thousand names; attributes have them all. */
  @Test
  void names_manyOfThem_nameSoManySpans() throws Exception {
    try (Traces traces = new Traces()) {
      Make make = TaskloomObservations.of(traces.registry).applyTo(Make.defaults());

      make.now(IntStream.range(0, 1_200).mapToObj(i -> task("task " + i)).toList());

      List<String> names = traces.names();
      assertEquals(1_201, names.size());
      assertEquals(200, names.stream().filter("task"::equals).count());
      assertEquals(
          1_200,
          traces.spans().stream()
              .map(span -> Traces.attribute(span, "task.name"))
              .filter(name -> name != null)
              .distinct()
              .count());
    }
  }

  /** Without a handler nothing is observed; with none by itself the make is left as it is. */
  @Test
  void registry_observesNothing_runsAllTheSame() {
    Make make = Make.defaults();
    assertSame(make, TaskloomObservations.of(ObservationRegistry.NOOP).applyTo(make));

    Make observed = observations.applyTo(make);
    assertEquals("value", observed.get(task("a")));

    measured(); // handlers that come later are told of the next make
    assertEquals("value", observed.get(task("b")));
    assertEquals(1, meters.get("taskloom.task").timer().count());
  }

  /** Makes that a predicate rules out: their tasks hang under what is around the make. */
  @Test
  void predicate_rulesOutMakes_tasksHangUnderTheCaller() throws Exception {
    try (Traces traces = new Traces()) {
      traces
          .registry
          .observationConfig()
          .observationPredicate((name, context) -> !name.equals("taskloom.make"));
      Make make = TaskloomObservations.of(traces.registry).applyTo(Make.defaults());

      traces.within("request", () -> make.get(task("t")));

      assertEquals(List.of("request", "request > task t"), traces.paths());
    }
  }

  /** Tasks that a predicate rules out: what they do hangs under the make. */
  @ParameterizedTest
  @ValueSource(strings = {"LAYERED", "EXECUTOR", "LATER"})
  void predicate_rulesOutTasks_whatTheyDoHangsUnderTheMake(Mode mode) throws Exception {
    try (Traces traces = new Traces()) {
      traces
          .registry
          .observationConfig()
          .observationPredicate((name, context) -> !name.equals("taskloom.task"));
      Make make = TaskloomObservations.of(traces.registry).name("m").applyTo(Make.defaults());

      mode.make(make, Task.of("t", () -> traces.within("query", () -> "value")));

      assertEquals(List.of("make m", "make m > query"), traces.paths());
    }
  }

  /** A handler that throws fails no task, and leaves nothing in the thread. */
  @ParameterizedTest
  @ValueSource(strings = {"start", "stop", "open", "close", "error"})
  void handler_throws_failsNoTask(String where) {
    registry
        .observationConfig()
        .observationHandler(
            new ObservationHandler<Observation.Context>() {
              @Override
              public void onStart(Observation.Context context) {
                fail("start");
              }

              @Override
              public void onStop(Observation.Context context) {
                fail("stop");
              }

              @Override
              public void onScopeOpened(Observation.Context context) {
                fail("open");
              }

              @Override
              public void onScopeClosed(Observation.Context context) {
                fail("close");
              }

              @Override
              public void onError(Observation.Context context) {
                fail("error");
              }

              private void fail(String at) {
                if (at.equals(where)) {
                  throw new IllegalStateException("on purpose");
                }
              }

              @Override
              public boolean supportsContext(Observation.Context context) {
                return true;
              }
            });
    Make make = observations.applyTo(Make.defaults().parallelism(1));

    for (int i = 0; i < 100; i++) { // some of them on this very thread
      assertEquals("value", make.get(task("t")));
      assertNull(registry.getCurrentObservationScope());
    }
    assertEquals(
        "on purpose",
        assertThrows(
                Exception.class,
                () ->
                    make.get(
                        Task.of(
                            "t",
                            () -> {
                              throw new IllegalStateException("on purpose");
                            })))
            .getCause()
            .getMessage());
    assertNull(registry.getCurrentObservationScope());
  }

  /** A convention of one's own has its names and key values. */
  @Test
  void convention_ofOnesOwn_isTaken() {
    measured();
    TaskObservationConvention byLayer =
        new TaskObservationConvention() {
          @Override
          public KeyValues getLowCardinalityKeyValues(TaskObservationContext context) {
            return TaskObservationConvention.super
                .getLowCardinalityKeyValues(context)
                .and("requires", Integer.toString(context.getTask().prerequisites().size()));
          }
        };
    MakeObservationConvention renamed =
        new MakeObservationConvention() {
          @Override
          public String getName() {
            return "batch";
          }
        };

    observations.convention(byLayer).convention(renamed).applyTo(Make.defaults()).now(task("t"));

    assertEquals(1, meters.get("taskloom.task").tags(Tags.of("requires", "0")).timer().count());
    assertEquals(1, meters.get("batch").timer().count());
  }
}
