package io.github.taskloom.hazelcast.internal.caller;

import io.github.taskloom.hazelcast.ClusterClosedException;
import io.github.taskloom.hazelcast.MemberLostException;
import io.github.taskloom.hazelcast.NoMemberException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The calls that the hand-out fails: by its one thread until they are started, then by a thread
 * apart. On that runs what users have chained to the stages of these calls, which may take long or
 * close the cluster: the hand-out waits for none of it.
 */
final class Failures {
  private List<Failure> failures = new ArrayList<>();

  private record Failure(RemoteStage stage, RuntimeException why) {
    void end() {
      stage.completeExceptionally(why);
    }
  }

  /** No member has taken it for so long. */
  void noMember(Lane lane, RemoteStage stage, long waitedNanos) {
    String what = lane.function() == null ? "" : " has the function '" + lane.function() + "' and";
    add(
        stage,
        new NoMemberException(
            "no member of the cluster"
                + what
                + " takes "
                + stage.message().task()
                + ", waited for "
                + TimeUnit.NANOSECONDS.toMillis(waitedNanos)
                + " ms: start one with ClusterMember.start"
                + (lane.function() == null ? "" : " and MemberOptions.function")));
  }

  /** No reply has told of it. */
  void lost(Link link, RemoteStage stage, String why, @Nullable Throwable cause) {
    String member = link.member().name();
    add(stage, new MemberLostException(member, stage.message().task(), why, cause));
  }

  /** Nothing is taken any more. */
  void closed(Collection<RemoteStage> stages, ClusterClosedException over) {
    for (RemoteStage stage : stages) {
      String text = stage.message().task() + ": " + over.getMessage();
      add(stage, new ClusterClosedException(text, over.getCause()));
    }
    stages.clear();
  }

  private void add(RemoteStage stage, RuntimeException why) {
    failures.add(new Failure(stage, why));
  }

  /** Ends them, on another thread. */
  void start() {
    if (failures.isEmpty()) {
      return;
    }
    List<Failure> all = failures;
    failures = new ArrayList<>();
    Runnable ends = () -> all.forEach(Failure::end);
    try {
      Thread.ofVirtual().name("taskloom-failures").start(ends);
    } catch (Throwable noThread) { // no end at all would be worse
      ends.run();
    }
  }
}
