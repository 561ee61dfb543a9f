package io.github.taskloom.cli.watch;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits until something in some folders may have changed. Where the system tells no events, or not
 * for so many folders, it returns each second; and elsewhere each five seconds all the same: a
 * network tells nothing of what other machines do, and on macOS the JDK looks every few seconds
 * itself.
 *
 * <p>By one thread at a time.
 */
final class FolderEvents implements AutoCloseable {
  private static final long LONGEST_WAIT_MILLIS = 5000;
  private static final long WAIT_WITHOUT_EVENTS_MILLIS = 1000;

  /** Several files are often saved at once: so long nothing must have happened. */
  private static final long QUIET_MILLIS = 100;

  private static final int MOST_QUIET_WAITS = 20;

  private final @Nullable WatchService service;
  private final Map<Path, WatchKey> keys = new HashMap<>();
  private boolean isComplete = true;

  FolderEvents() {
    service = open();
  }

  private static @Nullable WatchService open() {
    try {
      return FileSystems.getDefault().newWatchService();
    } catch (IOException | UnsupportedOperationException e) {
      return null; // the system has no more of them
    }
  }

  /**
   * From now on these folders are watched, and no others.
   *
   * @return whether any of them was not watched until now
   */
  boolean watch(Set<Path> folders) {
    if (service == null) {
      return false;
    }
    keys.entrySet()
        .removeIf(
            entry -> {
              boolean goes = !entry.getValue().isValid() || !folders.contains(entry.getKey());
              if (goes) {
                entry.getValue().cancel();
              }
              return goes;
            });
    boolean added = false;
    isComplete = true;
    for (Path folder : folders) {
      if (!keys.containsKey(folder)) {
        added |= register(service, folder);
      }
    }
    return added;
  }

  private boolean register(WatchService events, Path folder) {
    try {
      WatchKey key =
          folder.register(
              events,
              StandardWatchEventKinds.ENTRY_CREATE,
              StandardWatchEventKinds.ENTRY_DELETE,
              StandardWatchEventKinds.ENTRY_MODIFY);
      keys.put(folder, key);
      return true;
    } catch (NoSuchFileException | NotDirectoryException e) {
      return false; // gone since; the folder that it was in tells when it comes back
    } catch (IOException e) {
      isComplete = false; // more folders than the system watches
      return false;
    }
  }

  /** Returns when something may have changed, and has been quiet again for a moment. */
  void await() throws InterruptedException {
    if (service == null || !isComplete) {
      Thread.sleep(WAIT_WITHOUT_EVENTS_MILLIS);
      return;
    }
    WatchKey key = service.poll(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
    for (int waits = 0; key != null && waits < MOST_QUIET_WAITS; waits++) {
      for (WatchKey one = key; one != null; one = service.poll()) {
        one.pollEvents().clear();
        boolean unused = one.reset(); // false for a folder that is gone: then it is not valid
      }
      key = service.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
    }
    if (key != null) {
      boolean unused = key.reset();
    }
  }

  @Override
  public void close() {
    if (service != null) {
      try {
        service.close();
      } catch (IOException e) {
        // The system closes it when the process ends.
      }
    }
  }
}
