package io.github.taskloom.micrometer.boot;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.micrometer.TaskloomMetrics;
import io.github.taskloom.micrometer.TaskloomObservations;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** A real application: a request makes three tasks, one of which makes another one. */
@SpringBootApplication
class Shop {

  // spring begin
  @Bean
  Make make(ObservationRegistry registry) { // timers and spans of makes and tasks
    return TaskloomObservations.of(registry).name("orders").applyTo(Make.defaults());
  }

  @Bean
  TaskloomMetrics taskloomMetrics() { // gauges: what runs, is ready, was abandoned
    return TaskloomMetrics.ofAllMakes();
  }

  // spring end

  /** Where spans go at once; an exporter as a bean would have them later, too. */
  record Spans(InMemorySpanExporter exporter) {}

  @Bean
  Spans spans() {
    return new Spans(InMemorySpanExporter.create());
  }

  @Bean
  SpanProcessor processor(Spans spans) {
    return SimpleSpanProcessor.create(spans.exporter());
  }

  /** What a request is answered by. */
  @RestController
  static class Orders {
    private final Make make;

    Orders(Make make) {
      this.make = make;
    }

    @GetMapping("/orders/{id}")
    String order(@PathVariable("id") String id) {
      Task<String> goods = Task.of("goods", () -> "goods of " + id);
      Task<String> price = Task.of("price", () -> make.get(Task.of("rate", () -> "7 EUR")));
      return make.get(Task.of("order", goods, price, (what, much) -> what + " for " + much));
    }

    @GetMapping("/broken")
    String broken() {
      return make.get(
          Task.of(
              "broken",
              () -> {
                throw new IllegalStateException("sold out");
              }));
    }
  }
}
