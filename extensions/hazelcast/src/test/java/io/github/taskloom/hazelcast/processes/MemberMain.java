package io.github.taskloom.hazelcast.processes;

import io.github.taskloom.hazelcast.ClusterMember;
import io.github.taskloom.hazelcast.MemberOptions;
import io.github.taskloom.hazelcast.RemoteCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A member whose functions leave their traces in a file of their own; it ends with its parent. */
final class MemberMain {
  static final int SLOTS = 4;

  private static Path traces = Path.of("");

  private MemberMain() {}

  /** The cluster, its first port, a folder, and a name. */
  public static void main(String[] arguments) throws Exception {
    traces = Path.of(arguments[2]).resolve(arguments[3] + ".traces");
    ClusterMember member =
        ClusterMember.start(
            new Wire(arguments[0], Integer.parseInt(arguments[1])).member(false),
            MemberOptions.defaults()
                .slots(SLOTS)
                .name(arguments[3])
                .function("effect", Integer.class, MemberMain::effect)
                .function("hold", MemberMain::hold));
    System.out.println("ready " + member.name());
    while (System.in.read() >= 0) {
      // the parent is there
    }
    Runtime.getRuntime().halt(0);
  }

  private static int effect(int millis) throws Exception {
    trace("effect");
    Thread.sleep(millis);
    return millis;
  }

  private static Object hold() throws Exception {
    trace("held");
    try {
      Thread.sleep(Long.MAX_VALUE);
    } catch (InterruptedException e) {
      trace("interrupted");
      throw e;
    }
    return false;
  }

  /** A line in one write, so it is there whole or not at all when the process is killed. */
  private static synchronized void trace(String what) throws IOException {
    RemoteCall call = RemoteCall.current().orElseThrow();
    String line =
        "%s %s %s %d %s\n".formatted(what, call.key(), call.task(), call.attempt(), call.caller());
    Files.writeString(traces, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
