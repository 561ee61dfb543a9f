package io.github.taskloom.hazelcast.internal.wire;

/** Where exchanges arrive on a member; it stands in the user context of the Hazelcast instance. */
public interface Desk {
  /** Its key there. */
  String KEY = "io.github.taskloom.hazelcast.member";

  /**
   * Takes the calls, waits a while, and gives the results that are ready.
   *
   * @param exchange what has come
   * @return the answer
   * @throws InterruptedException if Hazelcast ends the thread
   */
  Reply exchange(Exchange exchange) throws InterruptedException;
}
