package io.github.taskloom.micrometer.boot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * What a Spring Boot application shows of its makes: the spans of a request, and what the actuator
 * and a scrape by Prometheus answer.
 */
@Tag("sized")
@Tag("full-only") // it starts a server
@Timeout(120)
class SpringBootTest {
  /**
   * The spans of a request may end after the test that has made it: each has a trace of its own.
   */
  private static final AtomicInteger TRACES = new AtomicInteger();

  private static ConfigurableApplicationContext shop;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @BeforeAll
  static void start() {
    shop =
        SpringApplication.run(
            Shop.class,
            "--server.port=0",
            "--server.address=127.0.0.1",
            "--spring.main.banner-mode=off",
            "--management.endpoints.web.exposure.include=metrics,prometheus",
            "--management.tracing.sampling.probability=1");
  }

  @AfterAll
  static void stop() {
    shop.close();
  }

  private static String newTrace() {
    return "4bf92f3577b34da6a3ce929d0e0e%04x".formatted(TRACES.incrementAndGet());
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return get(path, newTrace());
  }

  private static HttpResponse<String> get(String path, String trace) throws Exception {
    URI uri =
        URI.create(
            "http://127.0.0.1:"
                + shop.getEnvironment().getRequiredProperty("local.server.port")
                + path);
    return CLIENT.send(
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(60))
            .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
            .build(),
        BodyHandlers.ofString(UTF_8));
  }

  /** The server's span ends after the client has the answer. */
  private static <T> void eventually(T expected, Callable<T> given) throws Exception {
    long begin = System.nanoTime();
    while (!given.call().equals(expected)) {
      if (System.nanoTime() - begin > 20_000_000_000L) {
        fail(given.call() + " and not " + expected);
      }
      Thread.sleep(5);
    }
  }

  /** Those that have ended, of the trace of a client. */
  private static List<SpanData> spans(String trace) {
    return shop.getBean(Shop.Spans.class).exporter().getFinishedSpanItems().stream()
        .filter(span -> span.getTraceId().equals(trace))
        .toList();
  }

  private static List<String> paths(String trace) {
    List<SpanData> spans = spans(trace);
    Map<String, SpanData> byId =
        spans.stream().collect(Collectors.toMap(SpanData::getSpanId, Function.identity()));
    return spans.stream().map(span -> path(span, byId)).sorted().toList();
  }

  private static String path(SpanData span, Map<String, SpanData> byId) {
    SpanData above = byId.get(span.getParentSpanId());
    return above == null ? span.getName() : path(above, byId) + " > " + span.getName();
  }

  /** All that a request makes hangs under it, in the client's trace. */
  @Test
  void request_makesTasks_isATreeOfSpans() throws Exception {
    String trace = newTrace();

    assertEquals("goods of 17 for 7 EUR", get("/orders/17", trace).body());

    String request = "http get /orders/{id}";
    eventually(
        List.of(
            request,
            request + " > make orders",
            request + " > make orders > task goods",
            request + " > make orders > task order",
            request + " > make orders > task price",
            request + " > make orders > task price > make orders",
            request + " > make orders > task price > make orders > task rate"),
        () -> paths(trace));
  }

  /** A task that fails is an error of its span, of the make's and of the request's. */
  @Test
  void request_taskFails_isTold() throws Exception {
    String trace = newTrace();

    assertEquals(500, get("/broken", trace).statusCode());

    eventually(3, () -> spans(trace).size()); // the request, the make and the task
    for (SpanData span : spans(trace)) {
      assertEquals(StatusCode.ERROR, span.getStatus().getStatusCode(), span.getName());
    }
  }

  /** The actuator has timers of makes and tasks, and the gauges; so has a scrape. */
  @Test
  void actuator_afterARequest_hasTheMetrics() throws Exception {
    get("/orders/18");

    String tasks = get("/actuator/metrics/taskloom.task?tag=make:orders&tag=outcome:DONE").body();
    assertTrue(tasks.contains("\"statistic\":\"COUNT\""), tasks);
    assertTrue(get("/actuator/metrics/taskloom.make").body().contains("\"orders\""));
    eventually(
        "{\"statistic\":\"VALUE\",\"value\":0.0}",
        () ->
            get("/actuator/metrics/taskloom.tasks.running")
                .body()
                .replaceFirst(".*\"measurements\":\\[(.*?)].*", "$1"));
    eventually(
        true, () -> get("/actuator/metrics/taskloom.task.wait").body().contains("TOTAL_TIME"));
    String scraped = get("/actuator/prometheus").body();
    for (String line :
        List.of(
            "taskloom_task_seconds_count{error=\"none\",make=\"orders\",outcome=\"DONE\","
                + "task=\"none\"}",
            "taskloom_make_seconds_count{error=\"none\",make=\"orders\",outcome=\"DONE\"}",
            "taskloom_tasks_running{make=\"all\"} 0.0",
            "taskloom_tasks_abandoned 0.0")) {
      assertTrue(scraped.contains(line), () -> line + " is not in\n" + scraped);
    }
  }
}
