package io.github.taskloom.cli.simulate;

import java.util.Queue;

/**
 * One hand-out, from event to event: what arrives at members, what ends there, what they send, what
 * the caller is done with. Of what happens at the same time this is the order, and among members
 * that of their numbers; so the same graph and hand-out always give the same figures.
 */
public final class Simulation {
  private final HandOut handOut;
  private final Members members;
  private final Caller caller;
  private long now;
  private long callerBusy;
  private long callerLimits;

  private Simulation(Graph graph, HandOut handOut) {
    this.handOut = handOut;
    Chains chains = new Chains(graph.size());
    members = new Members(graph, handOut, chains);
    caller = new Caller(graph, handOut, new Ready(graph, handOut.isLayered(), chains.new Chain()));
  }

  /**
   * What a hand-out comes to. It takes 8 bytes for each task, and the time of some events for it.
   *
   * @throws ArithmeticException when it would last for more than 292 years
   */
  public static Figures of(Graph graph, HandOut handOut) {
    Simulation simulation = new Simulation(graph, handOut);
    simulation.run();
    return simulation.figures(graph);
  }

  private void run() {
    while (!caller.isDone()) {
      caller.begin(now);
      Message batch = caller.batches().peek();
      long arrival = batch == null ? Message.NEVER : batch.time();
      pass(Math.min(arrival, Math.min(members.next(), caller.next())));
      takeBatches(caller.batches());
      members.advance(now, caller.results());
      caller.advance(now);
    }
  }

  private void pass(long next) {
    if (caller.isBusy()) {
      callerBusy += next - now;
      callerLimits += members.hasFreeSlot() ? next - now : 0;
    }
    now = next;
  }

  private void takeBatches(Queue<Message> batches) {
    for (Message batch = batches.peek();
        batch != null && batch.time() <= now;
        batch = batches.peek()) {
      batches.remove();
      members.take(now, batch);
    }
  }

  private Figures figures(Graph graph) {
    double work = graph.work();
    double critical = graph.layering().criticalPath();
    double ideal =
        handOut.isLayered()
            ? graph.layering().layerByLayer(graph, handOut.allSlots())
            : Math.max(critical, work / handOut.allSlots());
    return new Figures(
        graph.size(),
        handOut.allSlots(),
        now,
        callerBusy,
        callerLimits,
        caller.exchanges(),
        critical,
        work,
        ideal);
  }
}
