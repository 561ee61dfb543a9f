package io.github.taskloom.cli.command;

import io.github.taskloom.cli.option.MakeOptions;
import io.github.taskloom.cli.option.OrderOption;
import io.github.taskloom.cli.option.ShowOptions;
import io.github.taskloom.cli.show.Console;
import io.github.taskloom.cli.stop.StopSignal;
import io.github.taskloom.cli.watch.Watch;
import io.github.taskloom.cli.watch.WatchedRun;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
    if (options.dryRun && show.ui != null) {
      throw new ParameterException(
          spec.commandLine(), "--dry-run runs nothing, --ui shows what runs: use one of them");
    }
    if (options.dryRun) {
      return once(WatchedRun.once(), null).dryRun();
    }
    return show.ui == null ? runs(null) : onPage(show.ui);
  }

  private int onPage(String port) {
    try (LivePage page = page(port)) {
      tell("--- shown at " + page.address());
      int exitCode = runs(page);
      while (!options.watch && StopSignal.of(exitCode).isEmpty()) {
        if (!page.awaitWish(() -> tell("--- the page stays until Ctrl-C"))) {
          return exitCode;
        }
        tell("--- further run, asked for on the page");
        options.resume = "";
        options.force = false;
        exitCode = runs(page);
      }
      return exitCode;
    }
  }

  private LivePage page(String port) {
    String name = String.valueOf(options.input().file().getFileName());
    try {
      return new LivePage(port.isEmpty() ? 0 : Integer.parseInt(port), name);
    } catch (IOException | IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "--ui=" + port + ": no page can be there: " + e.getMessage(), e);
    }
  }

  private void tell(String line) {
    console.out().println(line);
    console.out().flush();
  }

  private int runs(@Nullable LivePage page) {
    return options.watch
        ? new Watch(options.input().file(), console.out()).run(run -> once(run, page).run())
        : once(WatchedRun.once(), page).run();
  }

  private MakeOnce once(WatchedRun run, @Nullable LivePage page) {
    return new MakeOnce(options, show, order.order, console, run, page);
  }
}
