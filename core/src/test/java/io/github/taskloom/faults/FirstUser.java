package io.github.taskloom.faults;

import io.github.taskloom.policy.TaskClock;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The program of {@link TimerThreadTest}: the first of several users of the engine's timers. */
public final class FirstUser {
  private static final InheritableThreadLocal<String> INHERITED = new InheritableThreadLocal<>();

  private static final long LONG = TimeUnit.SECONDS.toNanos(30);

  private FirstUser() {}

  /** Sets a timer, so that the thread for all is there from then on; in a loader of its own. */
  public static final class Plugin implements Runnable {
    @Override
    public void run() {
      TaskClock.system().schedule(Duration.ofHours(1), () -> {}).close();
    }
  }

  private static WeakReference<ClassLoader> plugIn() throws Exception {
    URL tests = FirstUser.class.getProtectionDomain().getCodeSource().getLocation();
    ClassLoader parent = FirstUser.class.getClassLoader();
    URLClassLoader loader =
        new URLClassLoader(new URL[] {tests}, parent) {
          @Override
          protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            return name.equals(Plugin.class.getName())
                ? findClass(name)
                : super.loadClass(name, resolve);
          }
        };
    Class<?> plugin = loader.loadClass(Plugin.class.getName());
    Thread thread = Thread.currentThread();
    thread.setContextClassLoader(loader);
    INHERITED.set("of the first user");
    ((Runnable) plugin.getConstructor().newInstance()).run();
    thread.setContextClassLoader(parent);
    INHERITED.remove();
    return new WeakReference<>(loader);
  }

  /** Prints what the timer thread has of its first user. */
  public static void main(String[] arguments) throws Exception {
    WeakReference<ClassLoader> loader = plugIn();
    CompletableFuture<String> seen = new CompletableFuture<>();
    TaskClock.system().schedule(Duration.ofHours(1), () -> {}); // the thread stays
    TaskClock.system()
        .schedule(
            Duration.ZERO,
            () -> {
              ClassLoader its = Thread.currentThread().getContextClassLoader();
              seen.complete(
                  INHERITED.get()
                      + ", "
                      + (its == ClassLoader.getSystemClassLoader() || its == null));
            });
    System.out.println(seen.get(60, TimeUnit.SECONDS));
    long begin = System.nanoTime();
    while (loader.get() != null && System.nanoTime() - begin < LONG) {
      System.gc();
    }
    System.out.println(loader.get() == null ? "collected" : "held");
    System.exit(0);
  }
}
