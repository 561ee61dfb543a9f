package io.github.taskloom.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.fsm.Registration;
import io.github.taskloom.testing.Bounded;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Listeners of all makes of a JVM; other tests make in it, too. */
@Timeout(60)
class ListenEverywhereTest {
  private static final List<String> ALL =
      List.of("ready", "started 1", "ended 1 DONE", "settled DONE");

  private final EventLog first = new EventLog();
  private final EventLog second = new EventLog();
  private final EventLog own = new EventLog();

  private static void awaitAll(EventLog log, Task<?> task) {
    Bounded.until(() -> log.of(task).size() == ALL.size());
    assertEquals(ALL, log.of(task));
  }

  /** A make with listeners of its own tells them and each of those. */
  @Test
  void listenEverywhere_makeHasItsOwn_tellsBoth() {
    Task<?> task = Task.run("task", () -> {});
    Registration one = Make.listenEverywhere(first);
    Registration other = Make.listenEverywhere(second);

    Make.defaults().recorder(own).now(task);

    assertEquals(ALL, own.of(task));
    awaitAll(first, task);
    awaitAll(second, task);
    one.close();
    other.close();
  }

  /** Each is taken back by itself: the others go on to be told. */
  @Test
  void close_oneOfTwo_leavesTheOther() {
    Task<?> both = Task.run("both", () -> {});
    Task<?> one = Task.run("one", () -> {});
    Task<?> none = Task.run("none", () -> {});
    Registration taken = Make.listenEverywhere(first);
    Registration kept = Make.listenEverywhere(second);
    Make.defaults().now(both);
    taken.close();
    Make.defaults().now(one);
    awaitAll(second, one);
    kept.close();
    Make.defaults().now(none);
    Make.defaults().recorder(own).now(none);

    awaitAll(first, both);
    assertEquals(List.of(), first.of(one));
    assertEquals(List.of(), second.of(none));
  }

  /** Where several threads add and take back at once none is lost, and none stays. */
  @Test
  void listenEverywhere_byManyThreads_losesNone() throws Exception {
    List<EventLog> logs = new ArrayList<>();
    List<Callable<Registration>> adding = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      EventLog log = new EventLog();
      logs.add(log);
      adding.add(
          () -> {
            for (int j = 0; j < 200; j++) {
              Make.listenEverywhere(event -> {}).close();
            }
            return Make.listenEverywhere(log);
          });
    }
    List<Registration> added = Bounded.together(adding);
    Task<?> task = Task.run("task", () -> {});

    Make.defaults().now(task);

    logs.forEach(log -> awaitAll(log, task));
    added.forEach(Registration::close);
    Task<?> later = Task.run("later", () -> {});
    Make.defaults().now(later);
    logs.forEach(log -> assertEquals(List.of(), log.of(later)));
  }
}
