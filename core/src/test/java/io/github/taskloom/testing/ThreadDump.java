package io.github.taskloom.testing;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** The JSON thread dump of this process, as {@code jcmd Thread.dump_to_file} writes it. */
public final class ThreadDump {
  private ThreadDump() {}

  /** The whole text. */
  public static String json() throws IOException {
    Path folder = Files.createTempDirectory("taskloom-test");
    Path file = folder.resolve("threads.json");
    try {
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpThreads(file.toString(), ThreadDumpFormat.JSON);
      return Files.readString(file);
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }
}
