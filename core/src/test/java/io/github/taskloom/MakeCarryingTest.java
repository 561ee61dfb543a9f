package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.taskloom.testing.Bounded;
import io.github.taskloom.testing.QuickKind;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Thread-locals of the caller, as an interceptor carries them into functions. */
@Timeout(60)
class MakeCarryingTest {
  private static final ThreadLocal<Object> USER = new ThreadLocal<>();
  private static final ThreadLocal<String> TENANT = ThreadLocal.withInitial(() -> "no tenant");

  private final Make make = Make.defaults().around(TaskInterceptor.carrying(USER, TENANT));

  @AfterEach
  void remove() {
    USER.remove();
    TENANT.remove();
  }

  private Task<List<Object>> looking() {
    return Task.of("t", () -> List.of(USER.get(), TENANT.get()));
  }

  /** Each function sees those of the thread that called the make, the very objects. */
  @ParameterizedTest
  @EnumSource
  void carrying_everyMode_functionsSeeThoseOfTheCaller(MakeMode mode) throws Exception {
    Object ada = new Object();
    USER.set(ada);
    TENANT.set("analytical");
    Task<List<Object>> first = looking();
    Task<List<Object>> last = looking();
    last.require(first);

    mode.make(make, List.of(first, last));

    assertEquals(List.of(ada, "analytical"), first.get());
    assertEquals(List.of(ada, "analytical"), last.get());
    assertSame(ada, USER.get());
  }

  /** One make value serves many callers. */
  @Test
  void carrying_anotherCaller_hasItsOwn() throws Exception {
    USER.set("ada");
    Task<List<Object>> mine = looking();
    Task<List<Object>> others = looking();

    Bounded.elsewhere(
        () -> {
          USER.set("charles");
          return make.now(others);
        });
    make.now(mine);

    assertEquals(List.of("charles", "no tenant"), others.get());
    assertEquals(List.of("ada", "no tenant"), mine.get());
  }

  /** A thread that is there before and after has its own again, whatever the function has done. */
  @Test
  void carrying_threadOfAnExecutor_hasItsOwnAgain() throws Exception {
    USER.set("ada");
    try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
      pool.submit(() -> USER.set("of the pool")).get();
      Task<Object> setting =
          Task.of(
              "t",
              () -> {
                Object before = USER.get();
                USER.set("of the function");
                throw new IOException("seen " + before);
              });

      make.queue(pool).now(setting);

      assertEquals("of the pool", pool.submit(USER::get).get());
      assertEquals("no tenant", pool.submit(TENANT::get).get());
      String seen =
          assertThrows(TaskException.class, () -> make.get(setting)).getCause().getMessage();
      assertEquals("seen ada", seen);
    }
  }

  /** So has the caller's own thread, where the function runs there. */
  @Test
  void carrying_threadOfTheCaller_hasItsOwnAgain() {
    USER.set("ada");
    Thread caller = Thread.currentThread();

    Callable<Thread> setting =
        () -> {
          USER.set("of the function");
          return Thread.currentThread();
        };
    Bounded.until(
        () -> {
          QuickKind.teach(setting);
          Thread thread = make.get(Task.of("t", setting));
          assertEquals("ada", USER.get());
          return thread == caller;
        });
  }

  /** No value is carried, too: the function does not see what the thread had. */
  @Test
  void carrying_callerHasNone_functionSeesNone() throws Exception {
    try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
      pool.submit(() -> USER.set("of the pool")).get();
      Task<Object> task = Task.of("t", USER::get);

      make.queue(pool).now(task);

      assertNull(task.get());
      assertEquals("of the pool", pool.submit(USER::get).get());
    }
  }

  /** Of a make in the background they are those of the moment at which it was called. */
  @Test
  void carrying_later_takesThoseOfTheCall() throws Exception {
    USER.set("ada");
    Task<List<Object>> task = looking();

    CompletableFuture<List<Task<?>>> later = make.later(task);
    USER.set("changed since");

    later.get(Bounded.LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertEquals(List.of("ada", "no tenant"), task.get());
  }

  /** The same one twice is put back all the same; null is refused at once. */
  @Test
  void carrying_oddArguments_areTakenOrRefused() throws Exception {
    USER.set("ada");
    Task<List<Object>> task = looking();

    Make.defaults().queue(Runnable::run).around(TaskInterceptor.carrying(USER, USER)).now(task);
    Make.defaults().around(TaskInterceptor.carrying()).now(looking());

    assertEquals(List.of("ada", "no tenant"), task.get());
    assertEquals("ada", USER.get());
    assertThrows(NullPointerException.class, () -> TaskInterceptor.carrying(USER, null));
    assertThrows(NullPointerException.class, () -> TaskInterceptor.perMake(null));
  }
}
