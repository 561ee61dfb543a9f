package io.github.taskloom.cli;

import io.github.taskloom.Order;
import picocli.CommandLine.Option;

/** {@code --order}: a graph of commands wants no barrier, so none is the default. */
final class OrderOption {
  @Option(
      names = "--order",
      paramLabel = "ORDER",
      description =
          "eager (default): a task starts when all that it needs is DONE; layered: when all tasks of"
              + " the layer before have ended.")
  Order order = Order.EAGER;
}
