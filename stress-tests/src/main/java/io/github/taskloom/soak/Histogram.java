package io.github.taskloom.soak;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What lives on the heap, class by class, as {@code jcmd GC.class_histogram} counts it: so what has
 * grown has a name, and the regions that a collector has half filled do not count.
 *
 * @param bytes per class
 */
record Histogram(Map<String, Long> bytes) {
  private static final Pattern ROW = Pattern.compile("^ *\\d+: +\\d+ +(\\d+) +(\\S+).*");

  /** The JVM puts one into a gap; it belongs to no program. */
  private static final String FILLER = "jdk.internal.vm.Filler";

  /**
   * The queues of the JDK's scheduler of virtual threads, some for each core. They grow to the
   * largest burst of threads that they ever had to hold, by two or four times, and never shrink.
   */
  private static final String QUEUES = "[Ljava.util.concurrent.ForkJoinTask;";

  private static final int SHOWN = 5;

  /** Of what is reachable at this moment. */
  static Histogram now() {
    try {
      Object text =
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "gcClassHistogram",
                  new Object[] {new String[0]},
                  new String[] {String[].class.getName()});
      return of((String) text);
    } catch (JMException e) {
      throw new IllegalStateException("No histogram of the heap is to be had", e);
    }
  }

  /** From the text of a JVM. */
  static Histogram of(String text) {
    Map<String, Long> bytes = new HashMap<>();
    for (String line : text.lines().toList()) {
      Matcher row = ROW.matcher(line);
      if (row.matches() && !row.group(2).contains(FILLER)) {
        bytes.merge(row.group(2), Long.valueOf(row.group(1)), Long::sum);
      }
    }
    return new Histogram(bytes);
  }

  /** All but the scheduler's queues, in bytes. */
  long heap() {
    return bytes.values().stream().mapToLong(Long::longValue).sum() - queues();
  }

  /** The scheduler's queues, in bytes. */
  long queues() {
    return bytes.getOrDefault(QUEUES, 0L);
  }

  /** The classes of which there is most more than before. */
  List<String> grownSince(Histogram before) {
    return bytes.keySet().stream()
        .sorted((one, other) -> Long.compare(growth(other, before), growth(one, before)))
        .limit(SHOWN)
        .map(name -> "%+d of %s".formatted(growth(name, before), name))
        .toList();
  }

  private long growth(String name, Histogram before) {
    return bytes.getOrDefault(name, 0L) - before.bytes.getOrDefault(name, 0L);
  }
}
