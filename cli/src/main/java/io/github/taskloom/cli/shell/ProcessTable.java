package io.github.taskloom.cli.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The processes of this machine at one moment: who runs, who started whom, who bears a mark. Linux
 * tells in /proc what {@link ProcessHandle} does not; where there is no /proc no process bears a
 * mark.
 */
final class ProcessTable {
  private static final Path PROC = Path.of("/proc");

  private final Map<ProcessHandle, Entry> entries = new HashMap<>();
  private final Map<Long, List<ProcessHandle>> children = new HashMap<>();

  private record Entry(long parent, boolean running, @Nullable ProcessMark mark) {}

  private ProcessTable() {}

  /** Looks at all processes. */
  static ProcessTable read() {
    ProcessTable table = new ProcessTable();
    ProcessHandle.allProcesses()
        .forEach(
            process -> {
              Entry entry = entry(process);
              table.entries.put(process, entry);
              table.children.computeIfAbsent(entry.parent(), pid -> new ArrayList<>()).add(process);
            });
    return table;
  }

  /**
   * Whether a process runs. One that ended, but whose end its parent has not looked at, is alive to
   * {@link ProcessHandle}; where no parent ever looks, as in a container without init, for good.
   */
  boolean isRunning(ProcessHandle process) {
    Entry entry = entries.get(process);
    return entry != null && entry.running();
  }

  /** These processes as far as they are there, all that bear the mark, and all descendants. */
  Set<ProcessHandle> family(Collection<ProcessHandle> processes, ProcessMark mark) {
    Deque<ProcessHandle> open = new ArrayDeque<>();
    entries.forEach(
        (process, entry) -> {
          if (entry.mark() != null && mark.isAround(entry.mark())) {
            open.add(process);
          }
        });
    processes.stream().filter(entries::containsKey).forEach(open::add);
    Set<ProcessHandle> family = new HashSet<>();
    while (!open.isEmpty()) {
      ProcessHandle process = open.remove();
      if (family.add(process)) {
        open.addAll(children.getOrDefault(process.pid(), List.of()));
      }
    }
    return family;
  }

  private static Entry entry(ProcessHandle process) {
    Path folder = PROC.resolve(Long.toString(process.pid()));
    String stat = text(folder.resolve("stat"));
    // "PID (NAME) STATE PARENT ...", where the name may itself have parentheses and blanks.
    int name = stat.lastIndexOf(") ");
    if (name < 0) {
      long parent = process.parent().map(ProcessHandle::pid).orElse(-1L);
      return new Entry(parent, process.isAlive(), null);
    }
    int state = name + 2;
    long parent = Long.parseLong(stat.substring(state + 2, stat.indexOf(' ', state + 2)));
    boolean running = "ZX".indexOf(stat.charAt(state)) < 0;
    return new Entry(parent, running, ProcessMark.in(text(folder.resolve("environ"))));
  }

  /** Empty when the process has ended meanwhile or belongs to another user. */
  private static String text(Path file) {
    try {
      // Keeps every byte; what is looked for is ASCII.
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
