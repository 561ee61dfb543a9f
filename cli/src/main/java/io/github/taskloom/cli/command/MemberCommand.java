package io.github.taskloom.cli.command;

import io.github.taskloom.cli.member.MemberException;
import io.github.taskloom.cli.member.MemberNode;
import io.github.taskloom.cli.member.MemberSettings;
import io.github.taskloom.cli.option.JoinOptions;
import io.github.taskloom.cli.show.Console;
import io.github.taskloom.cli.stop.Stop;
import io.github.taskloom.cli.stop.StopSignal;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code taskloom member}: a process that runs what callers of a cluster send. */
@Command(
    name = "member",
    description = {
      "Runs functions for the callers of a Hazelcast cluster, until Ctrl-C or SIGTERM: what runs"
          + " then has a grace time to end, what waits goes to other members. Ctrl-C once more ends"
          + " at once.",
      "Callers are Java programs: 'Cluster' of taskloom-hazelcast."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  taskloom member --slots 8 --class-path acme.jar --allow com.acme.",
      "  taskloom member --join 127.0.0.1:5701 --function resize=com.acme.Resize \\",
      "    --class-path acme.jar",
      "",
      "What an open port means",
      "  Who reaches the port of a member can have it run what callers can, and read",
      "  and change all that the cluster holds: nothing is asked but the name of the",
      "  cluster. So it listens on this machine alone, unless --host says otherwise;",
      "  then a network of your own, or TLS by --config, has to keep others out."
    })
final class MemberCommand implements Callable<Integer> {
  private final Console console;

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  @Mixin private final JoinOptions options = new JoinOptions();

  MemberCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    @Nullable String beside = options.besideConfiguration();
    if (beside != null) {
      throw new ParameterException(
          spec.commandLine(), "--config has all that " + beside + " says: use one of them");
    }
    Stop stop = new Stop();
    try {
      return stop.during(() -> run(options.settings(), stop));
    } catch (MemberException e) {
      if (stop.isRequested()) {
        return exitCode(stop);
      }
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    } catch (NoClassDefFoundError e) {
      throw new ParameterException(
          spec.commandLine(),
          "needs hazelcast.jar, which stands beside taskloom.jar, on its class path: bin/taskloom"
              + " sees to that",
          e);
    }
  }

  private int run(MemberSettings settings, Stop stop) {
    MemberNode node = MemberNode.start(settings);
    node.tell(console.out(), settings);
    boolean isAsked = node.await();
    if (!isAsked) {
      console.err().println("taskloom: Hazelcast has ended by itself: --verbose shows its log");
      return ExitCode.NOT_ALL_DONE;
    }
    node.leave(stop);
    return exitCode(stop);
  }

  private static int exitCode(Stop stop) {
    return stop.signal().map(StopSignal::exitCode).orElse(ExitCode.ALL_DONE);
  }
}
