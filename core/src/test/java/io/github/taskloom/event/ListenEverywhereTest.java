package io.github.taskloom.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.Task;
import io.github.taskloom.event.MakeEvent.MakeBegan;
import io.github.taskloom.fsm.Registration;
import io.github.taskloom.testing.Bounded;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

  /** One pauses a make of another's as its own listeners do: what is queued goes back. */
  @ParameterizedTest
  @EnumSource
  void pause_tasksAreQueued_areTakenBack(Order order) throws Exception {
    AtomicInteger begun = new AtomicInteger();
    List<Task<?>> tasks =
        Stream.<Task<?>>generate(() -> Task.run("task", begun::incrementAndGet)).limit(9).toList();
    Task<?> last = Task.run("last", begun::incrementAndGet);
    tasks.forEach(last::require);
    CompletableFuture<MakeControl> control = new CompletableFuture<>();
    Registration listening =
        Make.listenEverywhere(
            event -> {
              if (event instanceof MakeBegan began && began.goals().contains(last)) {
                control.complete(began.control());
              }
            });
    BlockingQueue<Runnable> commands = new LinkedBlockingQueue<>();
    Make how = Make.defaults().order(order).queue(commands::add);
    FutureTask<?> make = Bounded.background(() -> how.now(last));
    Runnable first = commands.poll(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);

    control.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS).pause();
    first.run();
    assertEquals(0, begun.get());
    control.join().resume();
    Bounded.until(
        () -> {
          Runnable command = commands.poll();
          if (command != null) {
            command.run();
          }
          return make.isDone();
        });

    make.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertEquals(10, begun.get());
    listening.close();
  }
}
