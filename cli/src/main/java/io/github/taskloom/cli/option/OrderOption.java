package io.github.taskloom.cli.option;

import io.github.taskloom.Order;
import picocli.CommandLine.Option;

/** What can be said of the order in which tasks are made. */
public final class OrderOption {
  /** {@code --order}: a graph of commands wants no barrier, so none is the default. */
  @Option(
      names = "--order",
      paramLabel = "ORDER",
      description =
          "eager (default): a task starts when all that it needs is DONE; layered: when all tasks of"
              + " the layer before have ended.")
  public Order order = Order.EAGER;
}
