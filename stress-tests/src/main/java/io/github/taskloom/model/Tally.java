package io.github.taskloom.model;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What was really tried: a suite that finds nothing must have looked. */
final class Tally {
  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  void scenario(Subject subject) {
    count("graphs");
    count("tasks", subject.size());
    for (State state : subject.states()) {
      count("in the end " + state);
    }
  }

  void act(Scenario.Verb verb, Reply reply) {
    count("step " + verb + " " + reply);
  }

  void make(MakeStep step, MakeRun run, Scene scene) {
    count("makes");
    count(step.isQuiet() ? "makes, quiet" : "makes, disturbed");
    count("make " + run.reply());
    count("order " + (step.eager() ? "eager" : "layered"));
    count("threads " + step.threads());
    count("mode " + step.mode());
    if (step.stop() != MakeStep.Stop.NEVER) {
      count("stop " + step.stop());
    }
    if (scene.members.size() > 1) {
      count("meetings");
    }
    count("functions", scene.starts.get());
    run.done().forEach(done -> count("disturbance " + done.kind()));
    if (scene.hasRunInMaker()) {
      run.done().forEach(done -> count("disturbance " + done.kind() + ", a function in the maker"));
    }
  }

  private void count(String what) {
    count(what, 1);
  }

  private void count(String what, long times) {
    counts.computeIfAbsent(what, key -> new LongAdder()).add(times);
  }

  long of(String what) {
    LongAdder adder = counts.get(what);
    return adder == null ? 0 : adder.sum();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(counts)
        .forEach((what, n) -> text.append(what).append(": ").append(n).append('\n'));
    return text.toString();
  }
}
