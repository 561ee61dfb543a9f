package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.taskloom.event.MakeEvent.AttemptEnded;
import io.github.taskloom.policy.Retry;
import io.github.taskloom.testing.Bounded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where attempts went on, as their stages say it. */
@Timeout(60)
class PlacedStageTest {
  private final List<AttemptEnded> ends = new ArrayList<>();

  private Make recorded(Make make) {
    return make.recorder(
        event -> {
          if (event instanceof AttemptEnded ended) {
            ends.add(ended);
          }
        });
  }

  private List<@Nullable String> places() {
    List<@Nullable String> places = new ArrayList<>();
    ends.forEach(ended -> places.add(ended.place()));
    return places;
  }

  /** A stage of which another thread says, as it completes it, where it was. */
  private static final class Reply extends CompletableFuture<String>
      implements PlacedStage<String> {
    private volatile @Nullable String place;

    @Override
    public @Nullable String place() {
      return place;
    }

    static Reply from(String place, Runnable end) {
      Reply reply = new Reply();
      Thread unused =
          Thread.ofVirtual()
              .start(
                  () -> {
                    reply.place = place;
                    try {
                      end.run();
                      reply.complete("value");
                    } catch (Throwable thrown) {
                      reply.completeExceptionally(thrown);
                    }
                  });
      return reply;
    }
  }

  /** No thread waits for it; the place is told all the same, in both orders. */
  @Test
  void place_ofATaskWithoutAThread_isTold() {
    for (Order order : Order.values()) {
      Task<String> one = Task.async("one", () -> Reply.from("first server", () -> {}));
      Task<String> two = Task.async("two", one, text -> Reply.from("second server", () -> {}));

      recorded(Make.defaults().order(order)).get(two);

      assertEquals(List.of("first server", "second server"), places(), order.name());
      ends.clear();
    }
  }

  /** Each attempt has its own. */
  @Test
  void place_ofFurtherAttempts_isTheirOwn() {
    AtomicInteger attempts = new AtomicInteger();
    Task<String> task =
        Task.builder("task")
            .retry(Retry.times(2))
            .runAsync(
                () ->
                    attempts.incrementAndGet() == 1
                        ? Reply.from(
                            "the one that dies",
                            () -> {
                              throw new IllegalStateException("gone");
                            })
                        : Reply.from("another", () -> {}));

    recorded(Make.defaults()).get(task);

    assertEquals(List.of("the one that dies", "another"), places());
  }

  /** A failed attempt is told with its place, within a limit, too. */
  @Test
  void place_ofAFailure_isTold() {
    Task<String> task =
        Task.builder("task")
            .timeout(Duration.ofSeconds(30))
            .abandonAfter(Duration.ofSeconds(1))
            .runAsync(
                () ->
                    Reply.from(
                        "server",
                        () -> {
                          throw new IllegalStateException("gone");
                        }));

    assertThrows(TaskException.class, () -> recorded(Make.defaults()).get(task));

    assertEquals(List.of("server"), places());
  }

  /** Other stages, and functions, have none; nor has what throws where it is asked. */
  @Test
  void place_ofOthers_isNull() {
    Task<String> plain = Task.of("plain", () -> "value");
    Task<String> behind =
        Task.async("behind", () -> Reply.from("server", () -> {}).thenApply(text -> text));
    Task<String> unsaid = Task.async("unsaid", Unsaid::new);
    Iterator<String> names = List.of("plain", "behind", "unsaid").iterator();

    for (Task<String> task : List.of(plain, behind, unsaid)) {
      recorded(Make.defaults()).get(task);
      assertEquals(names.next(), ends.getLast().task().name());
    }

    ends.forEach(ended -> assertEquals(null, ended.place(), ended.task().name()));
    assertEquals(3, ends.size());
  }

  private static final class Unsaid extends CompletableFuture<String>
      implements PlacedStage<String> {
    Unsaid() {
      completeAsync(() -> "value", CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS));
    }

    @Override
    public String place() {
      throw new IllegalStateException("not to be had");
    }
  }

  /** While it is at work, an explanation says where. */
  @Test
  void place_ofATaskAtWork_isExplained() throws Exception {
    Reply reply = new Reply();
    reply.place = "member 2";
    Task<String> task = Task.async("task", () -> reply);
    CompletableFuture<List<Task<?>>> made = Make.defaults().later(task);
    Bounded.until(
        () -> Tasks.explain(task).toString().contains(", at work in member 2, has not ended"));

    reply.complete("value");
    made.get(20, TimeUnit.SECONDS);
  }

  /** An attempt by hand is of no make, and asks nothing. */
  @Test
  void place_ofATaskByHand_isNotAsked() throws InterruptedException {
    Task<String> task = Task.async("task", Unsaid::new);

    task.dispatch();

    assertEquals("value", task.get());
  }
}
