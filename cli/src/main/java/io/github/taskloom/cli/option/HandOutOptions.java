package io.github.taskloom.cli.option;

import io.github.taskloom.Order;
import io.github.taskloom.cli.simulate.HandOut;
import picocli.CommandLine.Option;

/**
 * What can be said of a hand-out to members that is simulated. Latency and costs are by default as
 * they were measured with taskloom-hazelcast, a client and three members on one machine of two
 * cores that had other work, too; docs/adr/0009 tells how.
 */
public final class HandOutOptions {

  @Option(
      names = "--members",
      paramLabel = "N",
      required = true,
      converter = UpToMillion.FromOne.class,
      description = "How many members there are.")
  private int members;

  @Option(
      names = "--slots",
      paramLabel = "N",
      converter = UpToMillion.FromOne.class,
      description = "How many tasks a member runs at once. Default: 8.")
  private int slots = 8;

  @Option(
      names = "--prefetch",
      paramLabel = "N",
      converter = UpToMillion.FromNone.class,
      description =
          "How many tasks a member is given beyond its slots, so that it does not wait for the"
              + " caller. Default: what runs there in 5 ms, a quarter of the slots at least, as"
              + " taskloom-hazelcast does.")
  private int prefetch = -1;

  @Option(
      names = "--batch",
      paramLabel = "N",
      converter = UpToMillion.FromOne.class,
      description = "How many tasks go out in one exchange, at the most. Default: 1000.")
  private int batch = 1_000;

  @Option(
      names = "--copies",
      paramLabel = "N",
      converter = PositiveCount.class,
      description = "Simulate N of the workflow in one make, side by side. Default: 1.")
  private int copies = 1;

  @Option(
      names = "--latency",
      paramLabel = "MICROSECONDS",
      converter = Microseconds.class,
      description = "How long an exchange is on its way, to a member or back. Default: 100.")
  private long latency = 100_000;

  @Option(
      names = "--gather",
      paramLabel = "MICROSECONDS",
      converter = Microseconds.class,
      description =
          "How long a member keeps a result, to send what ends meanwhile with it. Default: 0.")
  private long gather;

  @Option(
      names = "--task-cost",
      paramLabel = "MICROSECONDS",
      converter = Microseconds.class,
      description = "What a task costs the caller, out and in. Default: 5.")
  private long taskCost = 5_000;

  @Option(
      names = "--batch-cost",
      paramLabel = "MICROSECONDS",
      converter = Microseconds.class,
      description = "What an exchange costs the caller, out or in. Default: 100.")
  private long batchCost = 100_000;

  /** How many of the workflow there are. */
  public int copies() {
    return copies;
  }

  /** What was said. */
  public HandOut handOut(Order order) {
    return new HandOut(
        members,
        slots,
        prefetch,
        batch,
        latency,
        gather,
        taskCost,
        batchCost,
        order == Order.LAYERED);
  }
}
