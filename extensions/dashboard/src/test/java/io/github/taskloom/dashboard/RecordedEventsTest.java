package io.github.taskloom.dashboard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.dashboard.internal.data.MakeRow;
import io.github.taskloom.dashboard.internal.data.RunData;
import io.github.taskloom.event.MakeEvent;
import io.github.taskloom.event.MakeEvent.AttemptEnded;
import io.github.taskloom.event.MakeEvent.AttemptStarted;
import io.github.taskloom.event.MakeEvent.MakeBegan;
import io.github.taskloom.event.MakeEvent.MakeEnded;
import io.github.taskloom.event.MakeEvent.MakePaused;
import io.github.taskloom.event.MakeEvent.MakeResumed;
import io.github.taskloom.event.MakeId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a recording makes of events that come late, twice or not at all. */
class RecordedEventsTest {
  private final List<MakeEvent> events = new CopyOnWriteArrayList<>();
  private final Make make = Make.defaults().recorder(events::add);

  private static RunData told(List<MakeEvent> events) {
    Recording recording = new Recording();
    events.forEach(recording::onEvent);
    return recording.recorder().data("test");
  }

  private List<MakeEvent> without(Predicate<MakeEvent> dropped) {
    List<MakeEvent> left = new ArrayList<>(events);
    left.removeIf(dropped);
    left.replaceAll(
        event ->
            event instanceof MakeEnded end
                ? new MakeEnded(
                    end.make(), end.nanos(), end.done(), end.failed(), end.cancelled(), 9)
                : event);
    return left;
  }

  /** Where a listener was too slow for all, the end of the make tells how its tasks stand. */
  @Test
  void droppedEvents_areMadeUpForAtTheEnd() {
    Task<Integer> bad = Task.of("bad", () -> Integer.parseInt("x"));
    make.now(bad.then("behind", value -> value), Task.of("good", () -> 1));

    RunData none =
        told(without(event -> !(event instanceof MakeBegan || event instanceof MakeEnded)));
    assertEquals(List.of("bad", "behind", "good"), none.tasks().name());
    assertEquals("FFD", states(none));
    assertEquals(9, none.makes().getFirst().dropped());

    RunData noEnds = told(without(event -> event instanceof AttemptEnded));
    assertEquals(2, noEnds.attempts().size());
    for (int i = 0; i < 2; i++) {
      assertTrue(noEnds.attempts().ended().get(i) >= noEnds.attempts().started().get(i));
      assertTrue(noEnds.attempts().state().get(i) != 'R');
    }

    RunData noStarts = told(without(event -> event instanceof AttemptStarted));
    assertEquals(2, noStarts.attempts().size());
    assertEquals(-1, noStarts.attempts().worker().get(0));
    assertEquals("FFD", states(noStarts));
  }

  private static String states(RunData run) {
    StringBuilder states = new StringBuilder();
    IntStream.range(0, run.tasks().size())
        .forEach(row -> states.append((char) run.tasks().state().get(row)));
    return states.toString();
  }

  /** A nested make whose begin comes before that of the outer one finds its place. */
  @Test
  void nestedMake_toldBeforeItsParent_standsUnderIt() {
    Task<Integer> outer = Task.of("outer", () -> make.get(Task.of("inner", () -> 1)));
    make.now(outer);
    long first = events.getFirst().make().number();
    List<MakeEvent> turned = new ArrayList<>();
    MakeBegan inner =
        (MakeBegan)
            events.stream()
                .filter(event -> event instanceof MakeBegan && event.make().number() != first)
                .findFirst()
                .orElseThrow();
    turned.add(inner);
    events.stream().filter(event -> event != inner).forEach(turned::add);

    RunData run = told(turned);
    assertEquals(List.of("inner", "outer"), run.tasks().name());
    assertEquals(1, run.makes().get(0).parent());
    assertEquals(1, run.makes().get(0).parentTask());
  }

  /** A task that was not found at the begin has a row, and its edges, from its first event on. */
  @Test
  void taskThatTurnsUpLater_hasItsEdges() {
    Task<Integer> a = Task.of("a", () -> 1);
    Task<Integer> b = a.then("b", value -> value);
    make.now(b);
    Task<Integer> other = Task.of("other", () -> 1);
    List<MakeEvent> late = new ArrayList<>(events);
    MakeBegan begin = (MakeBegan) late.getFirst();
    late.set(0, withGoals(begin, List.of(other)));

    RunData run = told(late);
    assertEquals(List.of("other", "a", "b"), run.tasks().name());
    assertEquals(1, run.edges().size());
    assertEquals(1, run.edges().from().get(0));
    assertEquals(2, run.edges().to().get(0));
    assertEquals(1, run.tasks().layer().get(2));
    assertEquals(2, run.attempts().size());
  }

  private static MakeBegan withGoals(MakeBegan begin, List<Task<?>> goals) {
    return new MakeBegan(
        begin.make(),
        begin.nanos(),
        goals,
        begin.tasks(),
        begin.edges(),
        begin.layers(),
        begin.control());
  }

  /** All events twice, one after the other, are as good as once. */
  @Test
  void eventsToldTwice_areRecordedOnce() {
    Task<Integer> bad = Task.of("bad", () -> Integer.parseInt("x"));
    make.now(bad.then("behind", value -> value), Task.of("good", () -> 1));
    List<MakeEvent> twice = new ArrayList<>();
    events.forEach(event -> twice.addAll(List.of(event, event)));
    List<MakeEvent> again = new ArrayList<>(events);
    again.addAll(events);

    for (List<MakeEvent> those : List.of(twice, again)) {
      RunData run = told(those);
      assertEquals(1, run.makes().size());
      assertEquals("FFD", states(run));
      assertEquals(2, run.attempts().size());
      assertEquals(2, run.failures().size());
    }
  }

  /** Pauses are told with their times, and end with the make at the latest. */
  @Test
  void pauses_areRecorded() throws IOException {
    make.now(Task.of("good", () -> 1));
    List<MakeEvent> paused = new ArrayList<>(events);
    MakeId id = paused.getFirst().make();
    long begin = paused.getFirst().nanos();
    paused.add(1, new MakePaused(id, begin + 10));
    paused.add(2, new MakePaused(id, begin + 20));
    paused.add(3, new MakeResumed(id, begin + 30));
    paused.add(4, new MakePaused(id, begin + 40));
    Recording recording = new Recording();
    paused.subList(0, 5).forEach(recording::onEvent);
    assertTrue(recording.recorder().data("test").makes().getFirst().paused());
    paused.subList(5, paused.size()).forEach(recording::onEvent);

    MakeRow row = recording.recorder().data("test").makes().getFirst();
    assertFalse(row.paused());
    assertEquals(4, row.pauses().size());
    assertEquals(30 - 10, row.pauses().get(1) - row.pauses().get(0));
    assertEquals(row.ended(), row.pauses().get(3));
    Report report = Report.of(recording);
    List<String> told =
        Written.json(report::trace)
            .at("/traceEvents")
            .valueStream()
            .filter(event -> event.at("/ph").asText().equals("i"))
            .map(event -> event.at("/name").asText())
            .toList();
    assertEquals(List.of("paused", "resumed", "paused", "resumed"), told);
    byte[] data = Written.bytes(report::data);
    assertArrayEquals(data, Written.bytes(Report.read(new ByteArrayInputStream(data))::data));
  }
}
