package io.github.taskloom.cli.member;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What was said of a member.
 *
 * @param join addresses of other members
 * @param host the address to listen at, which is also the one that others reach it at
 * @param port the port to listen at; empty for the first one that is free
 * @param cluster the name of the cluster
 * @param configuration a file of Hazelcast's in place of the four above; null for none
 * @param slots how many calls run at a time
 * @param classPath jars and folders with the user's classes
 * @param functions classes of functions, by name
 * @param allowed classes and packages that are read of calls
 * @param name what messages call the member; null for its address
 * @param grace how long calls that run may take after the end was asked for
 * @param isVerbose whether the log of Hazelcast is shown
 */
public record MemberSettings(
    List<String> join,
    String host,
    OptionalInt port,
    String cluster,
    @Nullable Path configuration,
    int slots,
    List<Path> classPath,
    Map<String, String> functions,
    List<String> allowed,
    @Nullable String name,
    Duration grace,
    boolean isVerbose) {

  /** Copies lists and map. */
  public MemberSettings {
    join = List.copyOf(join);
    classPath = List.copyOf(classPath);
    functions = Map.copyOf(functions);
    allowed = List.copyOf(allowed);
  }
}
