package io.github.taskloom.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.IExecutorService;
import com.sun.management.OperatingSystemMXBean;
import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * What a cluster of three members in one JVM does beside bare batches of Hazelcast's executor: the
 * figures of docs/cluster.md. {@code mvn -pl extensions/hazelcast test-compile exec:exec@figures}
 * prints them; core has to be in the local repository.
 */
final class Figures {
  static final int SLOTS = 8;
  static final int BATCH = 100;

  /** What is quick has to be compiled before it is. */
  private static final int WARM = 15;

  private final List<HazelcastInstance> members;
  private final Cluster cluster;

  Figures(List<HazelcastInstance> members, Cluster cluster) {
    this.members = members;
    this.cluster = cluster;
  }

  /** A hundred times nothing, as one callable. */
  private static final class Bare implements Callable<Integer>, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public Integer call() {
      int done = 0;
      for (int i = 0; i < BATCH; i++) {
        done += nothing() == null ? 1 : 0;
      }
      return done;
    }

    private static Object nothing() {
      return null;
    }
  }

  /** Nanoseconds for so many no-op calls in bare batches, over all members. */
  long bare(int calls) throws Exception {
    IExecutorService executor = members.getFirst().getExecutorService("bare");
    long begin = System.nanoTime();
    List<Future<Integer>> futures = new ArrayList<>();
    for (int i = 0; i < calls / BATCH; i++) {
      futures.add(
          executor.submitToMember(
              new Bare(), members.get(i % members.size()).getCluster().getLocalMember()));
    }
    int done = 0;
    for (Future<Integer> future : futures) {
      done += future.get(1, TimeUnit.MINUTES);
    }
    if (done != calls) {
      throw new AssertionError(done + " of " + calls);
    }
    return System.nanoTime() - begin;
  }

  /** Nanoseconds of a make of so many tasks that do nothing on the members. */
  long tasks(int calls) {
    List<Task<?>> tasks = new ArrayList<>(calls);
    RemoteCallable<Object> nothing = () -> null;
    for (int i = 0; i < calls; i++) {
      tasks.add(Task.async("t" + i, cluster.remote(nothing)));
    }
    return make(tasks);
  }

  /** Nanoseconds of a make of so many tasks that sleep for so long on the members. */
  long sleeping(int calls, int millis) {
    List<Task<?>> tasks = new ArrayList<>(calls);
    for (int i = 0; i < calls; i++) {
      tasks.add(
          Task.async(
              "t" + i,
              cluster.remote(
                  () -> {
                    Thread.sleep(millis);
                    return 1;
                  })));
    }
    return make(tasks);
  }

  /** The same without a cluster: what the machine's timers and its other work cost. */
  static long sleepingHere(int calls, int millis) {
    List<Task<?>> tasks = new ArrayList<>(calls);
    for (int i = 0; i < calls; i++) {
      tasks.add(Task.run("t" + i, () -> Thread.sleep(millis)));
    }
    Task<?>[] goals = tasks.toArray(Task<?>[]::new);
    long begin = System.nanoTime();
    Make.defaults().parallelism(3 * SLOTS).now(goals);
    return System.nanoTime() - begin;
  }

  private static long make(List<Task<?>> tasks) {
    Task<?>[] goals = tasks.toArray(Task<?>[]::new);
    long begin = System.nanoTime();
    for (Task<?> task : Make.defaults().now(goals)) {
      if (task.state() != TaskState.DONE) {
        throw new AssertionError(task.name() + " is " + task.outcome());
      }
    }
    return System.nanoTime() - begin;
  }

  /**
   * What all threads of this JVM have had of processors: it says more than time beside other load.
   */
  private static long processorNanos() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime();
  }

  /** The middle one of three. */
  static long median(long... three) {
    long[] sorted = three.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  static double perSecond(int calls, long nanos) {
    return calls * 1e9 / nanos;
  }

  static Figures of(Nodes nodes, List<HazelcastInstance> members, List<ClusterMember> workers) {
    for (int i = 0; i < 3; i++) {
      HazelcastInstance member = nodes.member();
      members.add(member);
      workers.add(
          ClusterMember.start(
              member,
              MemberOptions.defaults().slots(SLOTS).allow("io.github.taskloom.hazelcast.")));
    }
    return new Figures(members, Cluster.of(members.getFirst()));
  }

  void print() throws Exception {
    int calls = 100_000;
    long[] bare = new long[3];
    long[] tasks = new long[3];
    long[] processor = new long[3];
    for (int i = 0; i < WARM; i++) {
      bare(calls);
      tasks(calls);
    }
    for (int i = 0; i < 3; i++) {
      bare[i] = bare(calls);
      long before = processorNanos();
      tasks[i] = tasks(calls);
      processor[i] = processorNanos() - before;
    }
    System.out.printf(
        "bare batches of 100: %,.0f calls a second%n", perSecond(calls, median(bare)));
    System.out.printf("tasks that do nothing: %,.0f a second%n", perSecond(calls, median(tasks)));
    System.out.printf(
        "each takes %.1f us of a processor, at the caller and the members%n",
        median(processor) / 1e3 / calls);
    long[] here = new long[3];
    long[] there = new long[3];
    sleeping(1_000, 50);
    for (int i = 0; i < 3; i++) {
      here[i] = sleepingHere(1_000, 50);
      there[i] = sleeping(1_000, 50);
    }
    System.out.printf(
        "1,000 tasks of 50 ms: %.3f s on 3 members with 8 slots, %.3f s by 24 at a time here%n",
        median(there) / 1e9, median(here) / 1e9);
  }

  public static void main(String[] arguments) throws Exception {
    List<HazelcastInstance> members = new ArrayList<>();
    List<ClusterMember> workers = new ArrayList<>();
    Figures figures = of(new Nodes("figures"), members, workers);
    figures.print();
    figures.cluster.close();
    workers.forEach(ClusterMember::close);
    members.forEach(HazelcastInstance::shutdown);
  }
}
