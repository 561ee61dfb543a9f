package io.github.taskloom.faults;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.Task;
import io.github.taskloom.testing.Bounded;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The engine in a class loader that is thrown away, as where plugins and web applications are. */
@Timeout(180)
class ClassLoaderTest {

  private static URL location(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  /** Loads the engine anew, uses all of it in this thread, and keeps nothing of it. */
  private static WeakReference<ClassLoader> used() throws Exception {
    URL[] path = {location(Task.class), location(ThrowAway.class)};
    try (URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
      Class<?> task = loader.loadClass(Task.class.getName());
      assertSame(loader, task.getClassLoader());
      assertNotSame(Task.class, task);
      Class<?> program = loader.loadClass(ThrowAway.class.getName());
      ((Runnable) program.getConstructor().newInstance()).run();
      return new WeakReference<>(loader);
    }
  }

  /** Nothing of the engine, and nothing that it left in the JDK, holds its class loader. */
  @Test
  void use_inThrowAwayLoader_loaderIsCollected() throws Exception {
    Logger quiet = Logger.getLogger("io.github.taskloom.fsm.Fsm");
    Level before = quiet.getLevel();
    quiet.setLevel(Level.OFF);
    WeakReference<ClassLoader> loader;
    try {
      loader = used();
    } finally {
      quiet.setLevel(before);
    }

    Instant end = Instant.now().plus(Bounded.LIMIT);
    while (loader.get() != null) {
      assertTrue(Instant.now().isBefore(end), "the class loader is still held");
      System.gc();
      Thread.onSpinWait();
    }
  }
}
