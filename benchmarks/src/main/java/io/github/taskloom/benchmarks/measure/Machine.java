package io.github.taskloom.benchmarks.measure;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the figures were taken on. */
public final class Machine {
  private Machine() {}

  /** The JDK of this JVM, like {@code 25.0.3 OpenJDK 64-Bit Server VM}. */
  public static String jdk() {
    return System.getProperty("java.version") + " " + System.getProperty("java.vm.name");
  }

  /** Processor, cores, memory and system, in one line. */
  public static String describe() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return "%s, %d cores, %d GB, %s %s"
        .formatted(
            processor(),
            Runtime.getRuntime().availableProcessors(),
            Math.round(system.getTotalMemorySize() / 1e9),
            System.getProperty("os.name"),
            System.getProperty("os.version"));
  }

  private static String processor() {
    Path file = Path.of("/proc/cpuinfo");
    if (Files.isReadable(file)) {
      try (Stream<String> lines = Files.lines(file)) {
        return lines
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse(System.getProperty("os.arch"));
      } catch (IOException e) {
        return System.getProperty("os.arch"); // a line of text, not worth failing for
      }
    }
    return System.getProperty("os.arch");
  }
}
