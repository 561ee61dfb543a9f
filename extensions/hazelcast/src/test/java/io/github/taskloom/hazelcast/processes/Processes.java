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
  private final Wire wire;
  private final Path folder;
  private final List<Process> members = new ArrayList<>();
  private int names;

  Processes(Wire wire, Path folder, int members) throws IOException {
    this.wire = wire;
    this.folder = folder;
    for (int i = 0; i < members; i++) {
      this.members.add(member());
    }
  }

  private Process member() throws IOException {
    String name = "m" + names++;
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
    members.set(index, member());
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

  /** What all processes have printed. */
  String output() {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".out")).sorted().toList()) {
        all.append(file.getFileName()).append(": ").append(Files.readString(file)).append('\n');
      }
    } catch (IOException e) {
      all.append(e);
    }
    return all.toString();
  }

  @Override
  public void close() {
    members.forEach(Process::destroyForcibly);
  }
}
