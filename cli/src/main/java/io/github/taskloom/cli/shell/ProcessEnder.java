package io.github.taskloom.cli.shell;

import io.github.taskloom.cli.stop.Stop;
import io.github.taskloom.cli.stop.StopSignal;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Ends processes with everything that they started: asks first (SIGTERM), kills after a grace time.
 *
 * <p>A process that asks to be waited for, say to delete its files, may start others for that. So
 * those that turn up after the first round are asked only when all that were asked are gone.
 */
final class ProcessEnder {
  static final Duration LONGEST_DEATH = Duration.ofSeconds(5);

  /** How long a signal that was passed on works alone, within half of the grace time. */
  private static final Duration LONGEST_PASS = Duration.ofSeconds(1);

  private static final long SHORTEST_PAUSE_MILLIS = 5;
  private static final long LONGEST_PAUSE_MILLIS = 100;

  private final ProcessScanner scanner = new ProcessScanner();
  private final Duration grace;
  private final Stop stop;

  /**
   * @param grace how long those that were asked may take
   * @param stop ends the grace time when it is hurried
   */
  ProcessEnder(Duration grace, Stop stop) {
    this.grace = grace;
    this.stop = stop;
  }

  /**
   * Returns when they have ended, at the latest some seconds after the grace time. Being
   * interrupted does not shorten that; the interrupt flag is kept.
   *
   * @param roots processes to end with all their descendants
   * @param mark every process that bears it is ended, too
   * @return those that could not be ended: of another user, or stuck in the kernel
   */
  List<ProcessHandle> end(Collection<ProcessHandle> roots, ProcessMark mark) {
    return end(roots, mark, Duration.ZERO);
  }

  /**
   * Ends a command like {@link #end(Collection, ProcessMark)}. The signal that asked for the stop,
   * if one did, is passed on to it first: the terminal did not tell it.
   */
  List<ProcessHandle> endCommand(ProcessHandle command, ProcessMark mark) {
    Optional<StopSignal> signal = stop.signal().filter(first -> first != StopSignal.TERM);
    if (signal.isEmpty() || !OwnSession.isPossible() || !command.isAlive()) {
      return end(List.of(command), mark);
    }
    OwnSession.signal(command, signal.get());
    Duration half = grace.dividedBy(2);
    return end(List.of(command), mark, half.compareTo(LONGEST_PASS) < 0 ? half : LONGEST_PASS);
  }

  private List<ProcessHandle> end(
      Collection<ProcessHandle> roots, ProcessMark mark, Duration before) {
    Set<ProcessHandle> known = new LinkedHashSet<>(roots);
    Set<ProcessHandle> asked = new HashSet<>();
    long start = System.nanoTime();
    long killedAt = Long.MAX_VALUE;
    Pause pause = new Pause();
    try {
      while (true) {
        List<ProcessHandle> running = running(known, mark);
        if (running.isEmpty()) {
          return running;
        }
        long elapsed = System.nanoTime() - start;
        if (stop.isHurried() || elapsed >= grace.toNanos()) {
          running.forEach(ProcessHandle::destroyForcibly);
          killedAt = Math.min(killedAt, elapsed);
          if (elapsed - killedAt > LONGEST_DEATH.toNanos()) {
            return running;
          }
        } else if (elapsed >= before.toNanos() && Collections.disjoint(asked, running)) {
          running.forEach(ProcessHandle::destroy);
          asked.addAll(running);
        }
        pause.next();
      }
    } finally {
      pause.restoreInterrupt();
    }
  }

  /** Those that bear a mark and run. */
  List<ProcessHandle> running(ProcessMark mark) {
    return running(new LinkedHashSet<>(), mark);
  }

  /** Those that run of the known ones, of their descendants, and of the marked ones. */
  private List<ProcessHandle> running(Set<ProcessHandle> known, ProcessMark mark) {
    ProcessTable table = scanner.look();
    // Kept in mind for good: once its parent has ended, a child descends from no known process.
    known.addAll(table.family(known, mark));
    return known.stream().filter(table::isRunning).toList();
  }

  /** Grows from look to look. */
  private static final class Pause {
    private long millis = SHORTEST_PAUSE_MILLIS;
    private boolean interrupted;

    void next() {
      try {
        Thread.sleep(millis);
      } catch (InterruptedException e) {
        interrupted = true;
      }
      millis = Math.min(2 * millis, LONGEST_PAUSE_MILLIS);
    }

    void restoreInterrupt() {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
