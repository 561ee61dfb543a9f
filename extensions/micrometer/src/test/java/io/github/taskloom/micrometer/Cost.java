package io.github.taskloom.micrometer;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What it costs a task: a make of 100,000 independent tasks that do next to nothing, plainly and
 * with each of what this artifact has; nanoseconds of wall time a task, the best of the rounds,
 * which take turns.
 */
final class Cost {
  private static final int TASKS = 100_000;
  private static final int ROUNDS = 15;
  private static final int WARM_UP = 5;

  private Cost() {}

  public static void main(String[] args) {
    Map<String, Make> ways = new LinkedHashMap<>();
    Make plain = Make.defaults();
    ways.put("plain", plain);
    ways.put(
        "observations, ObservationRegistry.NOOP",
        TaskloomObservations.of(ObservationRegistry.NOOP).applyTo(plain));
    ways.put(
        "observations, a registry without handlers",
        TaskloomObservations.of(ObservationRegistry.create()).applyTo(plain));
    ways.put("observations, SimpleMeterRegistry", measured().applyTo(plain));
    ways.put("observations, OpenTelemetry spans that go nowhere", traced().applyTo(plain));
    TaskloomMetrics metrics = TaskloomMetrics.of("cost");
    metrics.bindTo(new SimpleMeterRegistry());
    ways.put("metrics, SimpleMeterRegistry", metrics.applyTo(plain));
    ways.put("context propagation", ContextPropagation.ofCaller().applyTo(plain));

    Map<String, List<Long>> times = new LinkedHashMap<>();
    for (int round = 0; round < WARM_UP + ROUNDS; round++) {
      for (Map.Entry<String, Make> way : ways.entrySet()) {
        long nanos = time(way.getValue());
        if (round >= WARM_UP) {
          times.computeIfAbsent(way.getKey(), any -> new ArrayList<>()).add(nanos);
        }
      }
    }
    times.forEach(
        (way, all) -> {
          System.out.printf("%-52s %6d ns a task%n", way, Collections.min(all) / TASKS);
        });
  }

  private static TaskloomObservations measured() {
    ObservationRegistry registry = ObservationRegistry.create();
    registry
        .observationConfig()
        .observationHandler(new DefaultMeterObservationHandler(new SimpleMeterRegistry()));
    return TaskloomObservations.of(registry);
  }

  private static TaskloomObservations traced() {
    ObservationRegistry registry = ObservationRegistry.create();
    registry
        .observationConfig()
        .observationHandler(
            new DefaultTracingObservationHandler(
                new OtelTracer(
                    SdkTracerProvider.builder().build().get("cost"),
                    new OtelCurrentTraceContext(),
                    event -> {})));
    return TaskloomObservations.of(registry);
  }

  private static long time(Make make) {
    List<Task<Integer>> tasks = new ArrayList<>(TASKS);
    for (int i = 0; i < TASKS; i++) {
      int value = i;
      tasks.add(Task.of("task", () -> value));
    }
    System.gc();
    long begin = System.nanoTime();
    List<Task<?>> unused = make.now(tasks);
    return System.nanoTime() - begin;
  }
}
