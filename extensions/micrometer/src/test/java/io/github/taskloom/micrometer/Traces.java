package io.github.taskloom.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Observations that become spans of an OpenTelemetry SDK, which keeps them in memory. */
final class Traces implements AutoCloseable {
  final ObservationRegistry registry = ObservationRegistry.create();
  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final SdkTracerProvider provider =
      SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(exporter)).build();
  final OtelTracer tracer =
      new OtelTracer(provider.get("test"), new OtelCurrentTraceContext(), event -> {});

  Traces() {
    registry.observationConfig().observationHandler(new DefaultTracingObservationHandler(tracer));
  }

  /** Calls within an observation, as the request of a server is one. */
  <T> T within(String name, Callable<T> body) throws Exception {
    return Observation.createNotStarted(name, registry).observeChecked(body::call);
  }

  /** Those that have ended, in that order. */
  List<SpanData> spans() {
    return exporter.getFinishedSpanItems();
  }

  /** The only one of that name. */
  SpanData span(String name) {
    List<SpanData> named = spans().stream().filter(span -> span.getName().equals(name)).toList();
    assertEquals(1, named.size(), () -> name + " among " + names());
    return named.getFirst();
  }

  List<String> names() {
    return spans().stream().map(SpanData::getName).toList();
  }

  static @Nullable String attribute(SpanData span, String key) {
    return span.getAttributes().get(AttributeKey.stringKey(key));
  }

  /** The path of each span that has ended from the root on, in alphabetical order. */
  List<String> paths() {
    Map<String, SpanData> byId =
        spans().stream().collect(Collectors.toMap(SpanData::getSpanId, Function.identity()));
    return spans().stream().map(span -> path(span, byId)).sorted().toList();
  }

  private static String path(SpanData span, Map<String, SpanData> byId) {
    String parent = span.getParentSpanId();
    if (parent.equals(SpanId.getInvalid())) {
      return span.getName();
    }
    SpanData above = byId.get(parent);
    return (above == null ? "?" : path(above, byId)) + " > " + span.getName();
  }

  void forget() {
    exporter.reset();
  }

  @Override
  public void close() {
    provider.close();
  }
}
