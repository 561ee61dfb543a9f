package io.github.taskloom.model;

import io.github.taskloom.model.MakeStep.Disturbance;
import io.github.taskloom.model.MakeStep.Kind;
import io.github.taskloom.model.MakeStep.Mode;
import io.github.taskloom.model.MakeStep.Stop;
import io.github.taskloom.model.MakeStep.Threads;
import io.github.taskloom.model.Scenario.Act;
import io.github.taskloom.model.Scenario.Node;
import io.github.taskloom.model.Scenario.Step;
import io.github.taskloom.model.Scenario.Test;
import io.github.taskloom.model.Scenario.Verb;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Scenarios by chance: the same seed gives the same one. */
final class Generator {
  private static final List<Verb> BEFORE =
      List.of(Verb.DISPATCH, Verb.DISPATCH, Verb.BG, Verb.RUN, Verb.CANCEL, Verb.ABORT, Verb.ERROR);
  private static final List<Verb> LATER =
      List.of(
          Verb.RETRY,
          Verb.RETRY,
          Verb.RETRY,
          Verb.REPAIR_BY_FUNCTION,
          Verb.REPAIR_BY_VALUE,
          Verb.REOPEN_DEPENDENTS,
          Verb.REOPEN_DEPENDENTS,
          Verb.DISPATCH,
          Verb.RUN,
          Verb.CANCEL,
          Verb.ABORT,
          Verb.PREPARED,
          Verb.REQUIRE);

  private final SplittableRandom random;
  private final int size;
  private final boolean disturbed;

  /** How many tasks of a hundred do not simply succeed. */
  private final int trouble;

  private Generator(long seed) {
    random = new SplittableRandom(seed);
    int kind = random.nextInt(20);
    size = 1 + random.nextInt(kind < 12 ? 6 : kind < 18 ? 18 : 60);
    disturbed = chance(35);
    trouble = List.of(0, 5, 15, 40).get(random.nextInt(4));
  }

  static Scenario scenario(long seed) {
    return new Generator(seed).scenario();
  }

  private boolean chance(int ofHundred) {
    return random.nextInt(100) < ofHundred;
  }

  private <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private int anyTask() {
    return random.nextInt(size);
  }

  private Scenario scenario() {
    boolean preparing = chance(6);
    List<Node> nodes = new ArrayList<>();
    List<List<Integer>> edges = edges();
    for (int i = 0; i < size; i++) {
      nodes.add(node(edges.get(i), preparing && chance(25)));
    }
    List<Step> steps = new ArrayList<>();
    if (chance(45)) {
      acts(steps, BEFORE);
    }
    if (preparing && chance(60)) {
      for (int i = 0; i < size; i++) {
        if (nodes.get(i).prepare() && chance(90)) {
          steps.add(new Act(Verb.PREPARED, i, -1));
        }
      }
    }
    if (size > 1 && chance(4)) { // perhaps a cycle
      int task = anyTask();
      int other = anyTask();
      if (task != other) {
        steps.add(new Act(Verb.REQUIRE, task, other));
      }
    }
    steps.add(make(edges, disturbed));
    while (chance(40)) {
      acts(steps, LATER);
      steps.add(make(edges, disturbed && chance(50)));
    }
    if (disturbed) { // what was left is made now, as the states say
      steps.add(make(edges, false));
    }
    return new Scenario(List.copyOf(nodes), List.copyOf(steps), chance(40));
  }

  /** Without a cycle; the numbers need not be in the order of the edges. */
  private List<List<Integer>> edges() {
    List<Integer> numbers = new ArrayList<>(IntStream.range(0, size).boxed().toList());
    if (chance(50)) {
      shuffle(numbers);
    }
    int most = List.of(0, 1, 2, 2, 4, 8).get(random.nextInt(6));
    int reach = chance(50) ? size : 1 + random.nextInt(4);
    List<List<Integer>> edges = new ArrayList<>(Collections.nCopies(size, List.of()));
    for (int place = 0; place < size; place++) {
      List<Integer> mine = new ArrayList<>();
      int wanted = Math.min(place, random.nextInt(most + 1));
      for (int edge = 0; edge < wanted; edge++) {
        int other = numbers.get(place - 1 - random.nextInt(Math.min(place, reach)));
        if (!mine.contains(other)) {
          mine.add(other);
        }
      }
      edges.set(numbers.get(place), List.copyOf(mine));
    }
    return edges;
  }

  private void shuffle(List<Integer> list) {
    Collections.shuffle(list, new Random(random.nextLong()));
  }

  private Node node(List<Integer> requires, boolean prepare) {
    List<Behaviour> behaviours = new ArrayList<>();
    do {
      behaviours.add(behaviour());
    } while (chance(20));
    Test test = chance(trouble / 2) ? any(List.of(Test.values())) : Test.NONE;
    return new Node(
        requires,
        List.copyOf(behaviours),
        chance(trouble / 2),
        test,
        prepare,
        chance(trouble),
        chance(10),
        test == Test.NONE && chance(15));
  }

  private Behaviour behaviour() {
    if (chance(trouble)) {
      return any(List.of(Behaviour.values()));
    }
    if (disturbed && chance(20)) {
      return chance(70) ? Behaviour.LINGERS : Behaviour.LINGERS_STUBBORNLY;
    }
    return chance(15) ? Behaviour.PARKS : Behaviour.SUCCEEDS;
  }

  private void acts(List<Step> steps, List<Verb> verbs) {
    int count = 1 + random.nextInt(Math.max(1, size / 2));
    for (int i = 0; i < count; i++) {
      Verb verb = any(verbs);
      int task = anyTask();
      int other = anyTask();
      if (chance(2)) { // on its way through QUEUED
        steps.add(new Act(Verb.QUEUE, task, -1));
      }
      if (verb != Verb.REQUIRE) {
        steps.add(new Act(verb, task, -1));
      } else if (other < task) {
        steps.add(new Act(verb, task, other));
      }
    }
  }

  // ---- makes

  private MakeStep make(List<List<Integer>> edges, boolean disturbing) {
    Threads threads = chance(50) ? Threads.WORKERS : any(List.of(Threads.values()));
    Mode mode = chance(60) ? Mode.NOW : Mode.STREAM;
    if (threads.isExecutor() && chance(25)) {
      mode = Mode.LATER;
    }
    int parallelism = chance(70) ? 0 : 1 + random.nextInt(4);
    Stop stop = Stop.NEVER;
    int closeAfter = -1;
    List<Disturbance> disturbances = List.of();
    if (disturbing) {
      stop = chance(40) ? any(List.of(Stop.values())) : Stop.NEVER;
      closeAfter = mode == Mode.STREAM && chance(20) ? random.nextInt(1 + size) : -1;
      disturbances = chance(80) ? disturbances(mode) : List.of();
    }
    return new MakeStep(
        given(edges),
        chance(50),
        threads,
        parallelism,
        stop,
        mode,
        closeAfter,
        chance(50),
        chance(25) ? random.nextInt(4) : -1,
        disturbances);
  }

  private List<Integer> given(List<List<Integer>> edges) {
    List<Integer> all = new ArrayList<>(IntStream.range(0, size).boxed().toList());
    if (chance(50)) {
      shuffle(all);
    }
    if (chance(40)) {
      return List.copyOf(all);
    }
    if (chance(50)) {
      return all.stream()
          .filter(task -> edges.stream().noneMatch(others -> others.contains(task)))
          .toList();
    }
    List<Integer> some = new ArrayList<>(all.subList(0, random.nextInt(size + 1)));
    if (some.isEmpty() && chance(80)) {
      some.add(anyTask());
    }
    if (chance(10) && !some.isEmpty()) {
      some.add(some.getFirst());
    }
    return List.copyOf(some);
  }

  private List<Disturbance> disturbances(Mode mode) {
    List<Disturbance> disturbances = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      Kind kind = any(List.of(Kind.values()));
      boolean ofTask =
          switch (kind) {
            case INTERRUPT_MAKER, CLOSE_STREAM, SECOND_MAKE -> false;
            default -> true;
          };
      boolean possible =
          switch (kind) {
            case INTERRUPT_MAKER -> mode != Mode.LATER;
            case CLOSE_STREAM -> mode == Mode.STREAM;
            default -> true;
          };
      if (possible) {
        disturbances.add(
            new Disturbance(
                kind,
                ofTask ? anyTask() : -1,
                random.nextInt(1 + Math.min(size, 6)),
                chance(50) ? 0 : random.nextInt(150)));
      }
    }
    return List.copyOf(disturbances);
  }
}
