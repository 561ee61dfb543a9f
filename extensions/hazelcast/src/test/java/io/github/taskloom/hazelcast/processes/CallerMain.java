package io.github.taskloom.hazelcast.processes;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.hazelcast.Cluster;
import java.util.List;
import java.util.stream.IntStream;

/** A caller of functions that do not end. */
final class CallerMain {
  private CallerMain() {}

  /** The cluster, its first port, how many calls, and whether it is a client. */
  public static void main(String[] arguments) {
    Wire wire = new Wire(arguments[0], Integer.parseInt(arguments[1]));
    Cluster cluster =
        Cluster.of(Boolean.parseBoolean(arguments[3]) ? wire.client() : wire.member(true));
    List<Task<Object>> held =
        IntStream.range(0, Integer.parseInt(arguments[2]))
            .mapToObj(i -> Task.async("held-" + i, cluster.named("hold", Object.class)))
            .toList();
    System.out.println(Make.defaults().now(held));
  }
}
