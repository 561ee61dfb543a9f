package io.github.taskloom.hazelcast.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Members in JVMs of their own; which is killed has a successor at once. */
final class Processes implements AutoCloseable {
  private static final int LINES = 40;

  private final Wire wire;
  private final Path folder;
  private final List<Process> members = new ArrayList<>();
  private final List<String> shown = new ArrayList<>();
  private int names;

  Processes(Wire wire, Path folder, int members) throws IOException {
    this.wire = wire;
    this.folder = folder;
    for (int i = 0; i < members; i++) {
      this.members.add(member(i));
    }
  }

  private Process member(int index) throws IOException {
    String name = "m" + names++;
    shown.add(index, name + ".out");
    return start(name, MemberMain.class, folder.toString(), name);
  }

  Process start(String name, Class<?> main, String... more) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    if (Runtime.version().feature() >= 24) {
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(wire.cluster(), Integer.toString(wire.port())));
    command.addAll(List.of(more));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(name + ".out").toFile())
        .start();
  }

  /** With -9. */
  void killOne(Random random) throws IOException {
    int index = random.nextInt(members.size());
    members.get(index).destroyForcibly();
    shown.remove(index);
    members.set(index, member(index));
  }

  /** What functions have left, line by line. */
  List<String> traces() throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".traces")).toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    return lines;
  }

  /** What those that run have printed last. */
  String output() {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < members.size(); i++) {
      String told = members.get(i).isAlive() + " " + last(folder.resolve(shown.get(i)));
      all.append(shown.get(i)).append(": ").append(told).append('\n');
    }
    return all.toString();
  }

  private static String last(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() {
    // None of them is to write to the folder while that is deleted.
    members.forEach(member -> member.destroyForcibly().onExit().join());
  }
}
