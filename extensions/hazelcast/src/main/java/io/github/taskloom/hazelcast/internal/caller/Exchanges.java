package io.github.taskloom.hazelcast.internal.caller;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.IExecutorService;
import io.github.taskloom.hazelcast.internal.wire.Announcement;
import io.github.taskloom.hazelcast.internal.wire.Exchange;
import io.github.taskloom.hazelcast.internal.wire.Reply;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** The way of an exchange through Hazelcast, on the thread that waits for the reply. */
final class Exchanges {
  /**
   * Hazelcast itself gives a member up after a minute without a sign; this is for what it misses.
   */
  private static final long ANSWER_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final HazelcastInstance hazelcast;
  private final IExecutorService executor;

  Exchanges(HazelcastInstance hazelcast) {
    this.hazelcast = hazelcast;
    this.executor = hazelcast.getExecutorService(Announcement.EXECUTOR);
  }

  /**
   * Sends it once, and waits for the reply.
   *
   * @throws Exception what Hazelcast says
   */
  Reply send(Member member, Exchange exchange) throws Exception {
    try {
      return executor
          .submitToMember(exchange, member)
          .get(exchange.waitNanos() + ANSWER_NANOS, TimeUnit.NANOSECONDS);
    } catch (ExecutionException failed) { // MemberLeftException is one of these
      throw failed.getCause() instanceof Exception cause ? cause : failed;
    }
  }

  /** Whether this end of the cluster is still there. */
  boolean isRunning() {
    return hazelcast.getLifecycleService().isRunning();
  }
}
