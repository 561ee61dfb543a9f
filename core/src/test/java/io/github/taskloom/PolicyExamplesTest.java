package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.policy.EdgeRule;
import io.github.taskloom.policy.Retry;
import io.github.taskloom.testkit.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The examples of the public documentation that are about policies, compiled and run. */
@Timeout(30)
class PolicyExamplesTest {
  private final AtomicInteger fetched = new AtomicInteger();

  private String fetch(String url) {
    if (fetched.incrementAndGet() < 2) {
      throw new IllegalStateException("no route to " + url);
    }
    return "page";
  }

  /** Of Retry. */
  @Test
  void retry_example_fetchesThePage() throws Exception {
    String url = "https://example.org";

    Task<String> page =
        Task.builder("page", () -> fetch(url))
            .retry(Retry.times(5).exponential(Duration.ofMillis(100), Duration.ofSeconds(10)))
            .build();
    page.make();

    assertEquals("page", page.get());
    assertEquals(2, page.attempts().size());
  }

  /** Of TaskBuilder.timeout. */
  @Test
  void timeout_example_fetchesInTime() throws Exception {
    String url = "https://example.org";
    fetched.set(1);

    Task<String> page =
        Task.builder("page", () -> fetch(url)).timeout(Duration.ofSeconds(30)).build();

    page.make();
    assertEquals("page", page.get());
  }

  /** Of EdgeRule. */
  @Test
  void edgeRule_example_callsAndCleansUp() {
    List<String> calls = new ArrayList<>();
    Pager pager = calls::add;
    Set<String> temporary = new HashSet<>(Set.of("file"));
    Task<String> report = Task.of("report", () -> fetch("nowhere"));

    Task<?> alarm = Task.run("alarm", () -> pager.call("no report today"));
    alarm.require(report, EdgeRule.FAILED);
    Task<?> cleanUp = Task.run("clean-up", () -> temporary.clear());
    cleanUp.require(report, EdgeRule.COMPLETED);
    Make.defaults().now(report, alarm, cleanUp);

    assertEquals(List.of("no report today"), calls);
    assertEquals(Set.of(), temporary);
  }

  private interface Pager {
    boolean call(String text);
  }

  /** Of VirtualClock. */
  @Test
  void virtualClock_example_waitsNoHour() throws Exception {
    Iterator<String> calls = List.of("x").iterator();
    fetched.set(-10);
    Iterator<String> failing =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return true;
          }

          @Override
          public String next() {
            return fetched.incrementAndGet() == -9 ? fetch("nowhere") : calls.next();
          }
        };
    waitNoHour(failing);

    assertEquals(-7, fetched.get());
  }

  private static void waitNoHour(Iterator<String> calls) throws Exception {
    VirtualClock clock = new VirtualClock();
    Task<String> flaky =
        Task.builder("flaky", calls::next)
            .retry(Retry.times(3).backoff(Duration.ofHours(1)))
            .build();
    var future = Make.defaults().clock(clock).later(flaky);
    clock.awaitTimers(1, Duration.ofSeconds(10)); // the first attempt has failed
    clock.advance(Duration.ofHours(1));
    future.get(10, TimeUnit.SECONDS);
  }

  /** Of Task.orElse. */
  @Test
  void orElse_example_takesYesterdays() throws Exception {
    Rates yesterday = new Rates(1);
    Exchange exchange =
        () -> {
          throw new IllegalStateException("closed");
        };

    Task<Rates> rates = Task.of("rates", () -> exchange.rates()).orElse("rates or old", yesterday);

    rates.make();
    assertEquals(yesterday, rates.get());
  }

  private record Rates(int euro) {}

  private interface Exchange {
    Rates rates();
  }

  /** Of Tasks.explain. */
  @Test
  void explain_example_leadsToTheRoot() {
    Task<String> fetch =
        Task.<String>builder(
                "fetch",
                () -> {
                  throw new java.io.IOException("no route to host");
                })
            .retry(Retry.times(3))
            .build();
    Task<String> merge = fetch.then("merge", value -> value);
    merge.make();
    Task<String> report = merge.then("report", value -> value);

    String text = Tasks.explain(report).toString();

    assertTrue(text.startsWith("report is PENDING: it waits for merge"), text);
    assertTrue(text.contains("\nmerge is FAILED: because of fetch\n"), text);
    assertTrue(
        text.endsWith(
            "fetch is FAILED: java.io.IOException: no route to host, in each of 3 attempts"),
        text);
  }
}
