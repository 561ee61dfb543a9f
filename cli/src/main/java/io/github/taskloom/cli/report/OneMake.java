package io.github.taskloom.cli.report;

import io.github.taskloom.Task;
import io.github.taskloom.event.MakeEvent;
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
import io.github.taskloom.event.MakeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The makes of a run, one after another, told as one: clean-up is made by itself, yet who looks at
 * a run wants to see each task once, with all that it needs.
 */
final class OneMake {
  private final List<MakeBegan> begins = new ArrayList<>();
  private final List<MakeEnded> ends = new ArrayList<>();
  private final Collection<MakeEvent> events;

  private OneMake(Collection<MakeEvent> events) {
    this.events = events;
    for (MakeEvent event : events) {
      if (event instanceof MakeBegan begin) {
        begins.add(begin);
      } else if (event instanceof MakeEnded end) {
        ends.add(end);
      }
    }
  }

  /** The events of one make; those that were told where there was none before. */
  static List<MakeEvent> of(Collection<MakeEvent> events) {
    OneMake one = new OneMake(events);
    return one.begins.size() < 2 ? List.copyOf(events) : one.told();
  }

  private List<MakeEvent> told() {
    MakeId make = begins.getFirst().make();
    List<MakeEvent> told = new ArrayList<>();
    told.add(begin());
    for (MakeEvent event : events) {
      switch (event) {
        case MakeBegan begin -> {}
        case MakeEnded end -> {}
        case MakeStopped it -> told.add(new MakeStopped(make, it.nanos(), it.why()));
        case MakePaused it -> told.add(new MakePaused(make, it.nanos()));
        case MakeResumed it -> told.add(new MakeResumed(make, it.nanos()));
        case TaskReady it -> told.add(new TaskReady(make, it.nanos(), it.task()));
        case TaskQueued it -> told.add(new TaskQueued(make, it.nanos(), it.task()));
        case AttemptStarted it ->
            told.add(
                new AttemptStarted(
                    make,
                    it.nanos(),
                    it.task(),
                    it.attempt(),
                    it.readySince(),
                    it.threadId(),
                    it.threadName()));
        case AttemptEnded it ->
            told.add(
                new AttemptEnded(
                    make,
                    it.nanos(),
                    it.task(),
                    it.attempt(),
                    it.startedNanos(),
                    it.state(),
                    it.cause(),
                    it.nextIn(),
                    it.place()));
        case TaskSettled it ->
            told.add(new TaskSettled(make, it.nanos(), it.task(), it.state(), it.why()));
      }
    }
    told.add(end());
    return told;
  }

  private MakeBegan begin() {
    MakeBegan first = begins.getFirst();
    List<Task<?>> goals = begins.stream().<Task<?>>flatMap(it -> it.goals().stream()).toList();
    return new MakeBegan(
        first.make(),
        first.nanos(),
        goals,
        begins.stream().mapToInt(MakeBegan::tasks).sum(),
        begins.stream().mapToLong(MakeBegan::edges).sum(),
        begins.stream().mapToInt(MakeBegan::layers).sum(),
        first.control());
  }

  private MakeEnded end() {
    return new MakeEnded(
        begins.getFirst().make(),
        ends.getLast().nanos(),
        ends.stream().mapToLong(MakeEnded::done).sum(),
        ends.stream().mapToLong(MakeEnded::failed).sum(),
        ends.stream().mapToLong(MakeEnded::cancelled).sum(),
        ends.stream().mapToLong(MakeEnded::dropped).sum());
  }
}
