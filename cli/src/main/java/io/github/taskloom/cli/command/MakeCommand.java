package io.github.taskloom.cli.command;

import io.github.taskloom.cli.option.MakeOptions;
import io.github.taskloom.cli.option.OrderOption;
import io.github.taskloom.cli.option.ShowOptions;
import io.github.taskloom.cli.show.Console;
import io.github.taskloom.cli.watch.Watch;
import io.github.taskloom.cli.watch.WatchedRun;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code taskloom make}: runs the tasks of a file. */
@Command(
    name = "make",
    description = "Runs the tasks of a file, each when all that it needs is DONE.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = MakeHelp.TEXT)
final class MakeCommand implements Callable<Integer> {
  private final Console console;

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  @Mixin private final MakeOptions options = new MakeOptions();
  @Mixin private final ShowOptions show = new ShowOptions();
  @Mixin private final OrderOption order = new OrderOption();

  MakeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (options.force && options.resume != null) {
      throw new ParameterException(
          spec.commandLine(),
          "--force runs all, --resume leaves out what was DONE: use one of them");
    }
    if (options.dryRun) {
      return once(WatchedRun.once()).dryRun();
    }
    return options.watch
        ? new Watch(options.input().file(), console.out()).run(run -> once(run).run())
        : once(WatchedRun.once()).run();
  }

  private MakeOnce once(WatchedRun run) {
    return new MakeOnce(options, show, order.order, console, run);
  }
}
