package io.github.taskloom.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.Tasks;
import io.github.taskloom.soak.Node.Behaviour;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The load finds nothing where nothing is wrong, and what is wrong where something is. */
class SoakTest {
  private final Violations violations = new Violations();

  private void assertFound(String what) {
    assertTrue(
        violations.shown().stream().anyMatch(shown -> shown.startsWith(what)),
        () -> violations.shown().toString());
  }

  private Graph graph(double trouble) {
    return Graph.random(violations, new SplittableRandom(1), 30, 3, 10, trouble);
  }

  /** Each event is survived by some rounds of random graphs. */
  @ParameterizedTest
  @EnumSource
  void round_anyEvent_findsNothing(Round.Event event) throws Exception {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 100; i++) {
      Graph graph = Graph.random(violations, random, 1 + random.nextInt(40), 3, 10, 0.2);

      new Round(random, violations, Thread::startVirtualThread, graph).run(event);
    }

    assertEquals(List.of(), violations.shown());
  }

  /** A function that runs twice within an attempt is found. */
  @Test
  void node_runTwice_isFound() throws Exception {
    Node node = graph(0).nodes().getFirst();
    node.task().make();

    node.call();

    assertFound("A function runs twice within an attempt");
  }

  /** A function that runs before its prerequisite is found. */
  @Test
  void node_runBeforePrerequisite_isFound() {
    Node node =
        graph(0).nodes().stream().filter(it -> !it.prerequisites().isEmpty()).findAny().get();

    node.task().run();

    assertFound("A function runs before its prerequisite");
  }

  /** A task that a make has left out is found. */
  @Test
  void check_pendingTask_isFound() {
    Graph graph = graph(0);
    Tasks.makeNow(graph.nodes().getFirst().task());

    graph.check(false);

    assertFound("PENDING after a make");
  }

  /** A task that a thread still runs is found. */
  @Test
  void check_queuedTask_isFound() {
    Graph graph = graph(0);
    graph.nodes().getFirst().task().queue();

    graph.check(true);

    assertFound("QUEUED after the make has returned");
  }

  /** Tasks that failed or were cancelled out of nowhere are found. */
  @Test
  void check_unexplainedStates_areFound() {
    Graph graph = graph(0);
    Task<?> failed = graph.nodes().getFirst().task();
    failed.fail(new IllegalStateException("on purpose"));
    Task<?> cancelled = graph.nodes().get(1).task();
    cancelled.cancel();
    Tasks.makeNow(graph.given(true).toArray(Task<?>[]::new));

    graph.check(false);

    assertFound("FAILED for another reason");
    assertFound("CANCELLED for no reason");
  }

  /** A task that runs under a state that its prerequisites forbid is found. */
  @Test
  void check_doneDespiteFailure_isFound() {
    Node first = new Node(violations, 0, List.of(), Behaviour.SUCCEED);
    Node second = new Node(violations, 1, List.of(first), Behaviour.SUCCEED);
    first.task().fail(new IllegalStateException("on purpose"));
    second.task().run();
    assertEquals(TaskState.DONE, second.state());

    new Graph(violations, List.of(first, second)).check(true);

    assertFound("DONE before its prerequisites");
  }

  private static Histogram heap(long tasks, long queues) {
    return Histogram.of(
        """
         num     #instances         #bytes  class name (module)
        -------------------------------------------------------
           1:        12919        %d  io.github.taskloom.TaskNode
           2:           10        %d  [Ljava.util.concurrent.ForkJoinTask; (java.base@25)
           3:          431         9000000  [Ljdk.internal.vm.FillerElement; (java.base@25)
        Total        999999       99999999
        """
            .formatted(tasks, queues));
  }

  /** Growth of the heap and of the threads is found; a little of what the JVM does is not. */
  @Test
  void compareWith_growth_isFound() {
    Vitals before = new Vitals(heap(10 << 20, 0), 20, 8);

    new Vitals(heap(11 << 20, 0), 21, 8).compareWith(before, violations);
    assertEquals(0, violations.count());

    new Vitals(heap(12 << 20, 0), 23, 8).compareWith(before, violations);
    assertEquals(2, violations.count());
    assertFound("The live heap has grown by more than 1 MiB");
    assertTrue(
        violations.shown().getFirst().contains("[+2097152 of io.github.taskloom.TaskNode, +0 of"),
        () -> violations.shown().getFirst());
  }

  /** The queues of the JDK's scheduler, which keep the size of their largest burst, may grow. */
  @Test
  void compareWith_schedulersQueuesHaveGrown_findsNothing() {
    Vitals before = new Vitals(heap(10 << 20, 1 << 20), 20, 8);

    new Vitals(heap(10 << 20, 6 << 20), 20, 8).compareWith(before, violations);

    assertEquals(List.of(), violations.shown());
  }

  /** The JVM that runs this can be asked what lives in it. */
  @Test
  void now_objectsThatLive_areCounted() {
    Node[] nodes = new Node[100_000];

    try {
      long counted = Histogram.now().bytes().get("[Lio.github.taskloom.soak.Node;");

      assertTrue(counted >= 4L * nodes.length, () -> counted + " bytes");
    } finally {
      Reference.reachabilityFence(nodes);
    }
  }

  /** A round that takes longer than it may is found. */
  @Test
  void check_roundBeyondItsLimit_isFound() throws Exception {
    var shared =
        new Maker.Shared(
            violations,
            new ReentrantReadWriteLock(),
            Thread::startVirtualThread,
            new Semaphore(1),
            new LongAdder(),
            new LongAdder());
    Maker maker = new Maker(shared, 1);
    Thread thread = Thread.ofPlatform().daemon().start(maker);

    while (!violations.await(Duration.ofMillis(1))) {
      maker.check(Duration.ZERO);
    }
    maker.stop();

    assertFound("Not over after 0 s");
    assertTrue(thread.join(Duration.ofSeconds(20)));
  }
}
