package io.github.taskloom.cli.option;

import io.github.taskloom.cli.member.MemberSettings;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What can be said after {@code taskloom member}. */
public final class JoinOptions {
  private static final String HOST = "127.0.0.1";
  private static final String CLUSTER = "dev";

  @Option(
      names = "--join",
      paramLabel = "ADDRESSES",
      split = ",",
      description =
          "Other members, as HOST or HOST:PORT, with commas between; one that answers is enough."
              + " Default: none, which begins a cluster.")
  private List<String> join = new ArrayList<>();

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description =
          "The address of this machine to listen at, where others reach it. Default: 127.0.0.1, for"
              + " this machine alone. See below.")
  private @Nullable String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      converter = PortNumber.class,
      description = "The port to listen at. Default: the first from 5701 on that is free.")
  private @Nullable Integer port;

  @Option(
      names = "--cluster-name",
      paramLabel = "NAME",
      description = "The cluster; others are not joined. Default: dev, as Hazelcast has it.")
  private @Nullable String cluster;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "A configuration of Hazelcast, XML or YAML, for TLS, credentials and all else; in place of"
              + " the four above.")
  private @Nullable Path configuration;

  @Option(
      names = "--slots",
      paramLabel = "N",
      converter = PositiveCount.class,
      description = "Run at most N calls at once. Default: one per core.")
  private int slots = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--class-path",
      paramLabel = "JARS",
      description = "Jars and folders with your classes, with ':' between.")
  private String classPath = "";

  @Option(
      names = "--function",
      paramLabel = "NAME=CLASS",
      description =
          "A function that callers call by this name: a class that implements Callable or"
              + " TaskFunction (to TaskFunction4). May be given several times.")
  private Map<String, String> functions = new LinkedHashMap<>();

  @Option(
      names = "--allow",
      paramLabel = "PATTERN",
      description =
          "A class (com.acme.Order) or package (com.acme.) of what callers send: no other class is"
              + " read but values of the JDK. May be given several times.")
  private List<String> allowed = new ArrayList<>();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What callers and events call this member. Default: its address.")
  private @Nullable String name;

  @Option(
      names = "--grace",
      paramLabel = "SECONDS",
      converter = Seconds.class,
      description = "How long calls that run may take after Ctrl-C. Default: 5.")
  private Duration grace = Duration.ofSeconds(5);

  @Option(
      names = "--verbose",
      description = "Show the log of Hazelcast on standard error. Default: what has failed alone.")
  private boolean verbose;

  /** The option that a configuration stands in place of, and that was given beside one; or null. */
  public @Nullable String besideConfiguration() {
    return configuration == null
        ? null
        : !join.isEmpty()
            ? "--join"
            : host != null
                ? "--host"
                : port != null ? "--port" : cluster != null ? "--cluster-name" : null;
  }

  /** What was said. */
  public MemberSettings settings() {
    List<Path> paths =
        Arrays.stream(classPath.split(File.pathSeparator))
            .filter(path -> !path.isEmpty())
            .map(path -> new FilePath().convert(path))
            .toList();
    return new MemberSettings(
        join,
        host == null ? HOST : host,
        port == null ? OptionalInt.empty() : OptionalInt.of(port),
        cluster == null ? CLUSTER : cluster,
        configuration,
        slots,
        paths,
        functions,
        allowed,
        name,
        grace,
        verbose);
  }
}
