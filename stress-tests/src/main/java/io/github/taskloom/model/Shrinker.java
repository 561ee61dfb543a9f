package io.github.taskloom.model;

import io.github.taskloom.model.MakeStep.Mode;
import io.github.taskloom.model.MakeStep.Stop;
import io.github.taskloom.model.MakeStep.Threads;
import io.github.taskloom.model.Scenario.Act;
import io.github.taskloom.model.Scenario.Node;
import io.github.taskloom.model.Scenario.Step;
import io.github.taskloom.model.Scenario.Test;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Takes away from a scenario that fails what it does not need to fail. */
final class Shrinker {
  private final Predicate<Scenario> fails;
  private final long deadline;

  /**
   * A shrinker.
   *
   * @param fails whether a scenario fails; asked as often as there is time
   */
  Shrinker(Predicate<Scenario> fails, Duration time) {
    this.fails = fails;
    deadline = System.nanoTime() + time.toNanos();
  }

  Scenario shrunk(Scenario failing) {
    Scenario best = failing;
    boolean smaller = true;
    while (smaller) {
      smaller = false;
      for (Function<Scenario, Stream<Scenario>> way : ways()) {
        Scenario next = best;
        while (next != null) { // the same way again, from what it led to
          best = next;
          next = way.apply(best).filter(this::stillFails).findFirst().orElse(null);
          smaller |= next != null;
        }
      }
    }
    return best;
  }

  private boolean stillFails(Scenario candidate) {
    return System.nanoTime() < deadline && fails.test(candidate);
  }

  private static List<Function<Scenario, Stream<Scenario>>> ways() {
    return List.of(
        Shrinker::withHalfTheTasks,
        Shrinker::withFewerSteps,
        Shrinker::withFewerTasks,
        Shrinker::withFewerEdges,
        Shrinker::withSimplerTasks,
        Shrinker::withSimplerMakes);
  }

  private static Stream<Scenario> withFewerSteps(Scenario from) {
    return IntStream.range(0, from.steps().size())
        .map(i -> from.steps().size() - 1 - i)
        .mapToObj(i -> new Scenario(from.nodes(), without(from.steps(), i), from.tracked()));
  }

  private static Stream<Scenario> withHalfTheTasks(Scenario from) {
    int size = from.nodes().size();
    return size < 4
        ? Stream.empty()
        : Stream.of(withoutTasks(from, 0, size / 2), withoutTasks(from, size / 2, size));
  }

  private static Stream<Scenario> withFewerTasks(Scenario from) {
    return from.nodes().size() < 2
        ? Stream.empty()
        : IntStream.range(0, from.nodes().size()).mapToObj(i -> withoutTasks(from, i, i + 1));
  }

  private static Stream<Scenario> withFewerEdges(Scenario from) {
    return IntStream.range(0, from.nodes().size())
        .boxed()
        .flatMap(
            i -> {
              Node node = from.nodes().get(i);
              return IntStream.range(0, node.requires().size())
                  .mapToObj(edge -> with(from, i, node.requiring(without(node.requires(), edge))));
            });
  }

  private static Stream<Scenario> withSimplerTasks(Scenario from) {
    Stream<Scenario> untracked =
        from.tracked() ? Stream.of(new Scenario(from.nodes(), from.steps(), false)) : Stream.of();
    return Stream.concat(
        untracked,
        IntStream.range(0, from.nodes().size())
            .boxed()
            .flatMap(i -> simpler(from.nodes().get(i)).map(node -> with(from, i, node))));
  }

  private static Stream<Node> simpler(Node node) {
    List<Node> simpler = new ArrayList<>();
    List<Integer> requires = node.requires();
    List<Behaviour> does = node.behaviours();
    List<Behaviour> first = List.of(does.getFirst());
    List<Behaviour> plain = List.of(Behaviour.SUCCEEDS);
    boolean coe = node.cancelOnException();
    Test test = node.test();
    boolean prepare = node.prepare();
    boolean rejected = node.rejected();
    boolean awaited = node.awaited();
    boolean staged = node.staged();
    simpler.add(Node.plain(requires));
    simpler.add(new Node(requires, plain, coe, test, prepare, rejected, awaited, staged));
    simpler.add(new Node(requires, first, coe, test, prepare, rejected, awaited, staged));
    simpler.add(new Node(requires, does, false, test, prepare, rejected, awaited, staged));
    simpler.add(new Node(requires, does, coe, Test.NONE, prepare, rejected, awaited, staged));
    simpler.add(new Node(requires, does, coe, test, false, rejected, awaited, staged));
    simpler.add(new Node(requires, does, coe, test, prepare, false, awaited, staged));
    simpler.add(new Node(requires, does, coe, test, prepare, rejected, false, staged));
    simpler.add(new Node(requires, does, coe, test, prepare, rejected, awaited, false));
    return simpler.stream().filter(other -> !other.equals(node));
  }

  private static Stream<Scenario> withSimplerMakes(Scenario from) {
    List<Scenario> simpler = new ArrayList<>();
    for (int i = 0; i < from.steps().size(); i++) {
      if (from.steps().get(i) instanceof MakeStep make) {
        for (MakeStep other : simpler(make)) {
          List<Step> steps = new ArrayList<>(from.steps());
          steps.set(i, other);
          simpler.add(new Scenario(from.nodes(), List.copyOf(steps), from.tracked()));
        }
      }
    }
    return simpler.stream().filter(other -> !other.equals(from));
  }

  private static List<MakeStep> simpler(MakeStep make) {
    List<MakeStep> simpler = new ArrayList<>();
    for (int i = 0; i < make.disturbances().size(); i++) {
      simpler.add(make.with(make.given(), without(make.disturbances(), i)));
    }
    for (int i = 0; i < make.given().size(); i++) {
      simpler.add(make.with(without(make.given(), i), make.disturbances()));
    }
    Mode mode = make.mode() == Mode.LATER ? Mode.NOW : make.mode();
    simpler.add(how(make, false, make.threads(), make.parallelism(), make.stop(), mode));
    simpler.add(how(make, make.eager(), Threads.WORKERS, make.parallelism(), make.stop(), mode));
    simpler.add(how(make, make.eager(), make.threads(), 0, make.stop(), make.mode()));
    simpler.add(how(make, make.eager(), make.threads(), 1, make.stop(), make.mode()));
    simpler.add(
        how(make, make.eager(), make.threads(), make.parallelism(), Stop.NEVER, make.mode()));
    if (make.closeAfter() < 0) {
      simpler.add(
          how(make, make.eager(), make.threads(), make.parallelism(), make.stop(), Mode.NOW));
    }
    simpler.add(called(make, false, make.meeting()));
    simpler.add(called(make, make.virtual(), -1));
    return simpler;
  }

  private static MakeStep called(MakeStep make, boolean virtual, int meeting) {
    return new MakeStep(
        make.given(),
        make.eager(),
        make.threads(),
        make.parallelism(),
        make.stop(),
        make.mode(),
        make.closeAfter(),
        virtual,
        meeting,
        make.disturbances());
  }

  private static MakeStep how(
      MakeStep make, boolean eager, Threads threads, int parallelism, Stop stop, Mode mode) {
    return new MakeStep(
        make.given(),
        eager,
        threads,
        parallelism == 1 && make.parallelism() == 0 ? 0 : parallelism,
        stop,
        mode,
        make.closeAfter(),
        make.virtual(),
        make.meeting(),
        make.disturbances());
  }

  // ---- copies

  private static <T> List<T> without(List<T> list, int index) {
    List<T> rest = new ArrayList<>(list);
    rest.remove(index);
    return List.copyOf(rest);
  }

  private static Scenario with(Scenario from, int task, Node node) {
    List<Node> nodes = new ArrayList<>(from.nodes());
    nodes.set(task, node);
    return new Scenario(List.copyOf(nodes), from.steps(), from.tracked());
  }

  private static Scenario withoutTasks(Scenario from, int start, int end) {
    Renumbering numbers = new Renumbering(start, end);
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < from.nodes().size(); i++) {
      if (numbers.isKept(i)) {
        Node node = from.nodes().get(i);
        nodes.add(node.requiring(numbers.of(node.requires())));
      }
    }
    List<Step> steps = new ArrayList<>();
    for (Step step : from.steps()) {
      switch (step) {
        case Act act -> {
          if (numbers.isKept(act.task()) && numbers.isKept(act.other())) {
            steps.add(new Act(act.verb(), numbers.of(act.task()), numbers.of(act.other())));
          }
        }
        case MakeStep make ->
            steps.add(
                make.with(
                    numbers.of(make.given()),
                    make.disturbances().stream()
                        .filter(it -> numbers.isKept(it.task()))
                        .map(it -> it.of(numbers.of(it.task())))
                        .toList()));
      }
    }
    return new Scenario(List.copyOf(nodes), List.copyOf(steps), from.tracked());
  }

  /** The numbers of tasks after those from {@code start} to before {@code end} are gone. */
  private record Renumbering(int start, int end) {
    boolean isKept(int task) {
      return task < start || task >= end;
    }

    int of(int task) {
      return task < start ? task : task - (end - start);
    }

    List<Integer> of(List<Integer> tasks) {
      return tasks.stream().filter(this::isKept).map(this::of).toList();
    }
  }
}
