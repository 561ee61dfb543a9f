package io.github.taskloom.event;

import io.github.taskloom.Task;
import io.github.taskloom.event.MakeEvent.AttemptEnded;
import io.github.taskloom.event.MakeEvent.AttemptStarted;
import io.github.taskloom.event.MakeEvent.MakeBegan;
import io.github.taskloom.event.MakeEvent.MakeEnded;
import io.github.taskloom.event.MakeEvent.MakePaused;
import io.github.taskloom.event.MakeEvent.MakeResumed;
import io.github.taskloom.event.MakeEvent.MakeStopped;
import io.github.taskloom.event.MakeEvent.TaskQueued;
import io.github.taskloom.event.MakeEvent.TaskReady;
import io.github.taskloom.event.MakeEvent.TaskSettled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps what it is told, and says what of it is out of order. */
final class EventLog implements MakeListener {
  private final List<MakeEvent> events = new ArrayList<>();

  @Override
  public synchronized void onEvent(MakeEvent event) {
    events.add(event);
  }

  synchronized List<MakeEvent> all() {
    return List.copyOf(events);
  }

  <E extends MakeEvent> List<E> all(Class<E> type) {
    return all().stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** What is told of a task, in short. */
  List<String> of(Task<?> task) {
    return all().stream()
        .map(event -> shown(event, task))
        .filter(shown -> !shown.isEmpty())
        .toList();
  }

  /** Empty for what is of another task. */
  private static String shown(MakeEvent event, Task<?> of) {
    if (task(event) != of) {
      return "";
    }
    return switch (event) {
      case TaskReady ready -> "ready";
      case TaskQueued queued -> "queued";
      case AttemptStarted started -> "started " + started.attempt();
      case AttemptEnded ended -> "ended " + ended.attempt() + " " + ended.state();
      case TaskSettled settled -> "settled " + settled.state();
      default -> "";
    };
  }

  private static @Nullable Task<?> task(MakeEvent event) {
    return switch (event) {
      case TaskReady ready -> ready.task();
      case TaskQueued queued -> queued.task();
      case AttemptStarted started -> started.task();
      case AttemptEnded ended -> ended.task();
      case TaskSettled settled -> settled.task();
      case MakeBegan began -> null;
      case MakePaused paused -> null;
      case MakeResumed resumed -> null;
      case MakeStopped stopped -> null;
      case MakeEnded ended -> null;
    };
  }

  /** What is wrong with the order, for one make that has ended. */
  List<String> wrong() {
    List<String> wrong = new ArrayList<>();
    List<MakeEvent> all = all();
    if (!(all.getFirst() instanceof MakeBegan) || !(all.getLast() instanceof MakeEnded)) {
      wrong.add("begins with " + all.getFirst() + " and ends with " + all.getLast());
    }
    Map<Task<?>, String> last = new HashMap<>();
    Map<Task<?>, Long> times = new HashMap<>();
    long stops = all.stream().filter(MakeStopped.class::isInstance).count();
    if (stops > 1) {
      wrong.add("stopped " + stops + " times");
    }
    for (MakeEvent event : all) {
      if (!event.make().equals(all.getFirst().make())) {
        wrong.add("of another make: " + event);
      }
      Task<?> task = task(event);
      if (task == null) {
        continue;
      }
      String now = shown(event, task);
      String before = last.getOrDefault(task, "");
      if (!mayFollow(before, now)) {
        wrong.add(task.name() + ": " + now + " after '" + before + "'");
      }
      if (event.nanos() < times.getOrDefault(task, Long.MIN_VALUE)) {
        wrong.add(task.name() + ": the time of " + event + " is before that of " + before);
      }
      last.put(task, now);
      times.put(task, event.nanos());
    }
    return wrong;
  }

  private static boolean mayFollow(String before, String now) {
    String kind = now.split(" ", 2)[0];
    String past = before.split(" ", 2)[0];
    return switch (kind) {
      case "ready" -> past.isEmpty();
      case "queued" -> past.equals("ready") || past.equals("queued") || past.equals("ended");
      case "started" -> past.equals("ready") || past.equals("queued") || past.equals("ended");
      case "ended" -> past.equals("started");
      case "settled" -> !past.equals("started") && !past.equals("settled");
      default -> false;
    };
  }
}
