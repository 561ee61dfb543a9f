package io.github.taskloom.micrometer;

import io.github.taskloom.Task;
import io.github.taskloom.event.MakeEvent;
import io.github.taskloom.event.MakeEvent.AttemptEnded;
import io.github.taskloom.event.MakeEvent.AttemptStarted;
import io.github.taskloom.event.MakeEvent.MakeBegan;
import io.github.taskloom.event.MakeEvent.MakeEnded;
import io.github.taskloom.event.MakeEvent.TaskReady;
import io.github.taskloom.event.MakeEvent.TaskSettled;
import io.github.taskloom.event.MakeListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

/**
 * From events to meters. Told by a thread for each listener, of one make by one at a time; gauges
 * are read by any thread. What a make had is forgotten as it ends, so that an event that was
 * dropped leaves nothing for good.
 */
final class MeterFeed implements MakeListener {

  /** What one make has to do at present. */
  private record Present(Set<Task<?>> ready, Set<Task<?>> running) {
    Present() {
      this(ConcurrentHashMap.newKeySet(), ConcurrentHashMap.newKeySet());
    }
  }

  /** The meters in one registry that are counted up. */
  private record Meters(MeterRegistry registry, Timer waits, Counter retries, Counter dropped) {}

  private final Map<Long, Present> makes = new ConcurrentHashMap<>();
  private final List<Meters> all = new CopyOnWriteArrayList<>();

  /** False if the registry has them already. */
  boolean add(MeterRegistry registry, Tags tags) {
    if (all.stream().anyMatch(meters -> meters.registry() == registry)) {
      return false;
    }
    all.add(
        new Meters(
            registry,
            Timer.builder("taskloom.task.wait")
                .tags(tags)
                .description("From a task's turn to its first attempt")
                .register(registry),
            Counter.builder("taskloom.task.retries")
                .tags(tags)
                .description("Attempts that another one follows")
                .register(registry),
            Counter.builder("taskloom.events.dropped")
                .tags(tags)
                .description("Events that came too fast for these meters")
                .register(registry)));
    return true;
  }

  @Override
  public void onEvent(MakeEvent event) {
    long make = event.make().number();
    if (event instanceof MakeBegan) {
      makes.put(make, new Present());
      return;
    }
    if (event instanceof MakeEnded ended) {
      makes.remove(make);
      if (ended.dropped() > 0) {
        all.forEach(meters -> meters.dropped().increment((double) ended.dropped()));
      }
      return;
    }
    Present present = makes.get(make);
    if (present == null) {
      return; // it had begun before this was told of it
    }
    switch (event) {
      case TaskReady ready -> present.ready().add(ready.task());
      case AttemptStarted started -> begins(present, started);
      case AttemptEnded ended -> {
        present.running().remove(ended.task());
        if (ended.nextIn() != null) {
          all.forEach(meters -> meters.retries().increment());
        }
      }
      case TaskSettled settled -> {
        present.ready().remove(settled.task());
        present.running().remove(settled.task());
      }
      default -> {}
    }
  }

  private void begins(Present present, AttemptStarted started) {
    present.running().add(started.task());
    if (present.ready().remove(started.task())) { // else it is a further attempt
      long waited = Math.max(0, started.nanos() - started.readySince());
      for (Meters meters : all) {
        meters.waits().record(waited, TimeUnit.NANOSECONDS);
      }
    }
  }

  int makes() {
    return makes.size();
  }

  int ready() {
    return sum(present -> present.ready().size());
  }

  int running() {
    return sum(present -> present.running().size());
  }

  private int sum(ToIntFunction<Present> count) {
    return makes.values().stream().mapToInt(count).sum();
  }
}
