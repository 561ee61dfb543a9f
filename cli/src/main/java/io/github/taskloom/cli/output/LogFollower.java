package io.github.taskloom.cli.output;

import io.github.taskloom.cli.file.Names;
import io.github.taskloom.cli.show.Display;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Looks at the logs of all tasks that run for what is new in them, in one thread of its own.
 *
 * <p>All methods may be called from any thread.
 */
final class LogFollower implements AutoCloseable {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private final Display display;
  private final Map<FollowedLog, String> followed = new ConcurrentHashMap<>();
  private final Map<String, Long> shown = new ConcurrentHashMap<>();
  private final ScheduledExecutorService looker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("taskloom-log-follower").daemon()::unstarted);

  LogFollower(Display display) {
    this.display = display;
  }

  /** From now on logs are looked at. */
  void start() {
    long nanos = BETWEEN_LOOKS.toNanos();
    Future<?> unused =
        looker.scheduleWithFixedDelay(this::lookAtAll, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  private void lookAtAll() {
    followed.forEach(
        (log, task) -> {
          try {
            log.look();
          } catch (IOException e) {
            // Told by the finish, which does not get any further.
          }
        });
  }

  /** How much of a task's log was shown of its earlier attempts. */
  long shown(String task) {
    return shown.getOrDefault(task, 0L);
  }

  void follow(String task, FollowedLog log) {
    followed.put(log, task);
  }

  /** Returns when all is shown that the command has printed. */
  void finish(String task, FollowedLog log) {
    try {
      shown.put(task, log.finish());
    } catch (IOException e) {
      display.line(
          "--- output of " + Names.quoted(task) + " cannot be shown: " + Names.shown(e.toString()));
    } finally {
      followed.remove(log);
    }
  }

  /** What is left are attempts that were let go of: what they have printed by now is shown. */
  @Override
  public void close() {
    looker.shutdownNow();
    followed.forEach((log, task) -> finish(task, log));
  }
}
