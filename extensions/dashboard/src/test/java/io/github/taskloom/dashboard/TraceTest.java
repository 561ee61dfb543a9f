package io.github.taskloom.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.taskloom.Make;
import io.github.taskloom.Order;
import io.github.taskloom.Task;
import io.github.taskloom.policy.Retry;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A trace has all of a run, in a form that is shown as it is meant. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TraceTest {
  private final Recording recording = new Recording();
  private final Make make = Make.defaults().recorder(recording);
  private final AtomicInteger tries = new AtomicInteger();
  private List<JsonNode> events = List.of();

  /** A nested make, a retry, a failure, what it keeps from running, threads of an executor. */
  @BeforeAll
  void run() throws IOException {
    Task<Integer> first = Task.of("first", () -> 1);
    List<Task<Integer>> wide = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      wide.add(first.then("wide " + i, value -> value));
    }
    Task<List<Integer>> all = Task.all("all", wide);
    Task<Integer> outer = all.then("outer", list -> make.get(Task.of("inner", list::size)));
    Task<Integer> flaky = Task.builder("flaky", this::second).retry(Retry.times(2)).build();
    Task<Integer> bad =
        Task.of(
            "bad",
            () -> {
              throw new IllegalStateException("no luck");
            });
    Task<Integer> never = bad.then("never", value -> value);
    try (ExecutorService pool = Executors.newFixedThreadPool(3)) {
      make.queue(pool).order(Order.EAGER).now(outer, flaky, never);
    }
    events = Written.json(Report.of(recording)::trace).at("/traceEvents").valueStream().toList();
  }

  private int second() {
    if (tries.incrementAndGet() == 1) {
      throw new IllegalStateException("once");
    }
    return 2;
  }

  private List<JsonNode> of(String phase) {
    return events.stream().filter(event -> event.at("/ph").asText().equals(phase)).toList();
  }

  private List<JsonNode> slices(int process) {
    return of("X").stream().filter(event -> event.at("/pid").asInt() == process).toList();
  }

  private static long nanos(JsonNode microseconds) {
    return new BigDecimal(microseconds.asText()).movePointRight(3).longValueExact();
  }

  /** Each attempt is a slice on a track with the name of its worker. */
  @Test
  void attempts_areSlices() {
    List<JsonNode> slices = slices(1);
    assertEquals(47, slices.size()); // first, 40 wide, all, outer, inner, flaky twice, bad
  }

  /** Slices of one track follow or hold each other, else they are drawn wrongly. */
  @Test
  void slices_ofOneTrack_nest() {
    Map<String, List<JsonNode>> tracks = new HashMap<>();
    of("X")
        .forEach(
            slice ->
                tracks
                    .computeIfAbsent(
                        slice.at("/pid") + "/" + slice.at("/tid"), t -> new ArrayList<>())
                    .add(slice));
    tracks.forEach(
        (track, slices) -> {
          Deque<Long> open = new ArrayDeque<>();
          slices.sort(
              Comparator.<JsonNode>comparingLong(slice -> nanos(slice.at("/ts")))
                  .thenComparing(slice -> -nanos(slice.at("/dur"))));
          for (JsonNode slice : slices) {
            long start = nanos(slice.at("/ts"));
            long end = start + nanos(slice.at("/dur"));
            while (!open.isEmpty() && open.peek() <= start) {
              open.pop();
            }
            assertTrue(open.isEmpty() || end <= open.peek(), () -> track + ": " + slice);
            open.push(end);
          }
        });
    assertFalse(tracks.isEmpty());
  }

  /** Each arrow has two ends, each in a slice of its track, and goes forward in time. */
  @Test
  void arrows_haveTwoEndsInSlices() {
    Map<Integer, JsonNode> starts = new HashMap<>();
    of("s").forEach(start -> starts.put(start.at("/id").asInt(), start));
    List<JsonNode> ends = of("f");
    assertEquals(81, ends.size()); // first to 40, these to all, all to outer: never has not run
    for (JsonNode end : ends) {
      JsonNode start = starts.remove(end.at("/id").asInt());
      assertNotNull(start);
      assertTrue(nanos(start.at("/ts")) <= nanos(end.at("/ts")));
      assertEquals("e", end.at("/bp").asText());
      assertTrue(isInSlice(start) && isInSlice(end));
    }
    assertTrue(starts.isEmpty());
  }

  private boolean isInSlice(JsonNode event) {
    long at = nanos(event.at("/ts"));
    return slices(1).stream()
        .filter(slice -> slice.at("/tid").equals(event.at("/tid")))
        .anyMatch(
            slice -> {
              long start = nanos(slice.at("/ts"));
              return start <= at && at < Math.max(start + 1, start + nanos(slice.at("/dur")));
            });
  }

  /** Makes have slices, the nested one inside; what has not run is told. */
  @Test
  void makes_areSlices() {
    List<JsonNode> makes = slices(3);
    assertEquals(2, makes.size());
    assertEquals(makes.get(0).at("/tid"), makes.get(1).at("/tid"));
    List<JsonNode> notRun = of("i");
    assertEquals("failed without a run: never", notRun.getFirst().at("/name").asText());
    assertEquals("bad", notRun.getFirst().at("/args/blocked by").asText());
  }

  /** Each track has a name, workers that of their thread. */
  @Test
  void tracks_haveNames() {
    Map<String, String> names = new HashMap<>();
    for (JsonNode event : of("M")) {
      if (event.at("/name").asText().equals("thread_name")) {
        names.put(event.at("/pid") + "/" + event.at("/tid"), event.at("/args/name").asText());
      }
    }
    for (JsonNode slice : of("X")) {
      assertTrue(names.containsKey(slice.at("/pid") + "/" + slice.at("/tid")), slice::toString);
    }
    assertTrue(names.containsValue("pool-1-thread-1") || names.toString().contains("thread-"));
  }

  /** How many ran and waited is counted, and comes down to nothing. */
  @Test
  void counts_endAtZero() {
    List<JsonNode> counts = of("C");
    for (String name : List.of("running", "waiting")) {
      List<JsonNode> those =
          counts.stream().filter(count -> count.at("/name").asText().equals(name)).toList();
      assertFalse(those.isEmpty());
      assertEquals(0, those.getLast().at("/args/tasks").asInt());
    }
  }

  /** Each event has the fields that the Trace Event Format wants of its kind, and no other kind. */
  @Test
  void events_haveTheFieldsOfTheirKind() {
    Map<String, List<String>> wanted =
        Map.of(
            "M", List.of("name", "pid", "tid", "args"),
            "X", List.of("name", "cat", "pid", "tid", "ts", "dur", "args"),
            "i", List.of("name", "cat", "pid", "tid", "ts", "s", "args"),
            "s", List.of("name", "cat", "pid", "tid", "ts", "id"),
            "f", List.of("name", "cat", "pid", "tid", "ts", "id", "bp"),
            "C", List.of("name", "cat", "pid", "tid", "ts", "args"));
    for (JsonNode event : events) {
      List<String> fields = new ArrayList<>(List.of("ph"));
      fields.addAll(wanted.get(event.at("/ph").asText()));
      List<String> found = new ArrayList<>();
      event.fieldNames().forEachRemaining(found::add);
      fields.sort(null);
      found.sort(null);
      assertEquals(fields, found);
      assertTrue(event.at("/pid").isInt() && event.at("/tid").isInt());
      assertTrue(!event.has("ts") || event.at("/ts").decimalValue().signum() >= 0);
      assertTrue(!event.has("dur") || event.at("/dur").decimalValue().signum() >= 0);
    }
  }
}
