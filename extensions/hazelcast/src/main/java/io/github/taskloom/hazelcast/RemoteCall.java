package io.github.taskloom.hazelcast;

import io.github.taskloom.hazelcast.internal.member.CurrentCall;
import java.util.Optional;

/**
 * What a function that runs on a member may know of its call.
 *
 * <pre>{@code
 * Task<Receipt> paid = Task.async("pay", order, cluster.remote(
 *     (Order o) -> bank.pay(o, RemoteCall.current().orElseThrow().key())));
 * }</pre>
 *
 * @param key unique for the attempt, whichever member runs it: a system that is told of it with an
 *     effect can tell one that comes twice; a further attempt of the task has another key
 * @param task the name of the task
 * @param attempt which of its attempts, from 1 on
 * @param caller the name of the caller
 * @param member the name of the member that runs it
 * @since 0.1.0
 */
public record RemoteCall(String key, String task, int attempt, String caller, String member) {

  /**
   * The call that the calling thread runs.
   *
   * @return the call; empty on any thread but the one that a member runs a function on
   */
  public static Optional<RemoteCall> current() {
    return Optional.ofNullable(CurrentCall.get());
  }
}
