package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.taskloom.testing.LogRecords;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What interceptors are told of a make as a whole, and which tasks wait for a stage. */
@Timeout(60)
class MakeAroundEndTest {
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  /** Notes the begin, the functions and the end of each make. */
  private final class Noting implements TaskInterceptor {
    private final String name;

    Noting(String name) {
      this.name = name;
    }

    @Override
    public Object around(Task<?> task, Callable<?> next) throws Exception {
      Object value = next.call();
      log.add(name + " around " + task.name());
      return value;
    }

    @Override
    public Object aroundStage(Task<?> task, Callable<?> next) throws Exception {
      log.add(name + " around the stage of " + task.name());
      return next.call();
    }

    @Override
    public TaskInterceptor forMake() {
      log.add(name + " begins");
      return new Noting(name);
    }

    @Override
    public void makeEnds(List<Task<?>> goals) {
      log.add(name + " ends " + goals.stream().map(goal -> goal + "").toList());
    }
  }

  /** In every mode it is told once, after the functions and before the call returns. */
  @ParameterizedTest
  @EnumSource
  void makeEnds_everyMode_isToldAfterTheFunctions(MakeMode mode) {
    Task<String> first = Task.of("first", () -> "value");
    Task<String> second = first.then("second", text -> text);

    mode.make(Make.defaults().around(new Noting("i")), List.of(second));
    log.add("returned");

    assertEquals(
        List.of(
            "i begins",
            "i around first",
            "i around second",
            "i ends " + List.of(second),
            "returned"),
        log);
  }

  /** The innermost is told first, and where nothing is left to make, too. */
  @ParameterizedTest
  @EnumSource
  void makeEnds_allIsSettled_isToldInnermostFirst(MakeMode mode) {
    Task<String> task = Task.of("t", () -> "value");
    task.dispatch();

    mode.make(
        Make.defaults().around(new Noting("outer")).around(new Noting("inner")), List.of(task));

    assertEquals(
        List.of(
            "outer begins",
            "inner begins",
            "inner ends " + List.of(task),
            "outer ends " + List.of(task)),
        log);
  }

  /** A stream ends its make as it is closed. */
  @Test
  void makeEnds_streamIsClosedEarly_isTold() {
    Task<String> first = Task.of("first", () -> "value");
    Task<Object> behind = Task.of("behind", () -> Task.current().orElseThrow().attempt());
    behind.require(first);
    try (Stream<Task<?>> settled = Make.defaults().around(new Noting("i")).stream(first, behind)) {
      assertEquals(first, settled.iterator().next());
    }
    assertEquals("i ends " + List.of(first, behind), log.getLast());
    assertEquals(1, log.stream().filter(line -> line.startsWith("i ends")).count());
  }

  /** A make that cannot be planned begins for no interceptor, or is ended for it. */
  @Test
  void makeEnds_circle_endsWhatHasBegun() {
    Task<String> one = Task.of("one", () -> "value");
    Task<String> two = Task.of("two", () -> "value");
    one.require(two);
    two.require(one);
    Make make = Make.defaults().around(new Noting("i"));

    assertThrows(CycleException.class, () -> make.now(one));
    assertEquals(List.of(), log);

    CompletableFuture<List<Task<?>>> later = make.later(one);
    assertInstanceOf(CycleException.class, assertThrows(Exception.class, later::join).getCause());
    assertEquals(List.of("i begins", "i ends " + List.of(one)), log);
  }

  /** Where one of them has none for the make, those before it are ended. */
  @Test
  void makeEnds_anotherThrowsAtTheBegin_endsWhatHasBegun() {
    Task<String> task = Task.of("t", () -> "value");
    Make make =
        Make.defaults()
            .around(new Noting("i"))
            .around(
                TaskInterceptor.perMake(
                    () -> {
                      throw new IllegalStateException("no user");
                    }))
            .around(new Noting("not asked"));

    assertThrows(IllegalStateException.class, () -> make.now(task));

    assertEquals(List.of("i begins", "i ends " + List.of(task)), log);
  }

  /** What it throws is logged; the others are told, and the make returns what it has made. */
  @Test
  void makeEnds_throws_isLoggedAlone() {
    AssertionError thrown = new AssertionError("on purpose");
    Make make =
        Make.defaults()
            .around(new Noting("i"))
            .around(
                new TaskInterceptor() {
                  @Override
                  public Object around(Task<?> task, Callable<?> next) throws Exception {
                    return next.call();
                  }

                  @Override
                  public void makeEnds(List<Task<?>> goals) {
                    throw thrown;
                  }
                });
    Task<String> task = Task.of("t", () -> "value");
    try (LogRecords records = new LogRecords(TaskInterceptor.class)) {
      assertEquals("value", make.get(task));

      assertEquals(
          List.of(thrown), records.all().stream().map(record -> record.getThrown()).toList());
    }
    assertEquals(List.of("i begins", "i around t", "i ends " + List.of(task)), log);
  }

  /** A task that waits for a stage is told from one whose value is a stage. */
  @ParameterizedTest
  @EnumSource
  void aroundStage_everyMode_isForTasksThatWait(MakeMode mode) throws Exception {
    CompletableFuture<String> stage = CompletableFuture.completedFuture("answer");
    Task<String> waits = Task.async("waits", () -> stage);
    Task<CompletableFuture<String>> plain = Task.of("plain", () -> stage);
    plain.require(waits);

    mode.make(Make.defaults().around(new Noting("i")), List.of(plain));

    assertEquals("answer", waits.get());
    assertEquals(
        List.of("i around the stage of waits", "i around plain"),
        log.stream().filter(line -> line.contains("around")).toList());
  }
}
