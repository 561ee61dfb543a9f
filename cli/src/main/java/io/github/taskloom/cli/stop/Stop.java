package io.github.taskloom.cli.stop;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/**
 * The wish to end early, said from outside by a signal. The first one interrupts the making thread,
 * whereupon the engine cancels what runs and waits for it; a second one asks to be quick about it.
 *
 * <p>All methods may be called from any thread.
 */
public final class Stop {
  /** How much later an interrupt may come here than to a command in the same terminal. */
  private static final Duration LATEST = Duration.ofMillis(500);

  private final CountDownLatch requested = new CountDownLatch(1);
  private volatile @Nullable StopSignal first;
  private volatile boolean hurried;

  // guarded by this
  private @Nullable Thread maker;
  private boolean isCleaningUp;

  /** Opened by an interrupt while those are left to a command; null while they are not. */
  private @Nullable CountDownLatch leftInterrupt;

  /** Asks for the end, as a signal does. */
  public synchronized void request(StopSignal signal) {
    if (signal == StopSignal.INT && leftInterrupt != null) {
      leftInterrupt.countDown();
      return;
    }
    if (first == null) {
      first = signal;
      requested.countDown();
      if (!isCleaningUp) {
        interruptMaker();
      }
    } else {
      hurried = true;
      if (isCleaningUp) {
        interruptMaker();
      }
    }
  }

  private void interruptMaker() {
    if (maker != null) {
      maker.interrupt();
    }
  }

  /** From now on an interrupt is for a command that has the terminal, and asks for no end. */
  public synchronized void leaveInterrupts() {
    leftInterrupt = new CountDownLatch(1);
  }

  /**
   * That command has ended.
   *
   * @param diedOfIt whether its status says that an interrupt has ended it: then one that has come,
   *     or is on its way, asks for the end after all
   */
  public void takeInterrupts(boolean diedOfIt) {
    CountDownLatch came;
    synchronized (this) {
      came = leftInterrupt;
    }
    boolean isAsked = false;
    try {
      isAsked = diedOfIt && came != null && came.await(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it was asked otherwise
    }
    if (isAsked) {
      synchronized (this) {
        leftInterrupt = null;
      }
      request(StopSignal.INT);
    } else {
      Thread unused = Thread.startVirtualThread(() -> endLeft(came));
    }
  }

  /**
   * Waits for an interrupt that is left to a command, and may be on its way.
   *
   * @return whether one has come
   * @throws InterruptedException when the calling thread is interrupted
   */
  public boolean awaitLeftInterrupt(Duration most) throws InterruptedException {
    CountDownLatch left;
    synchronized (this) {
      left = leftInterrupt;
    }
    return left != null && left.await(most.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** One that the command has taken may come here a moment later. */
  private void endLeft(@Nullable CountDownLatch came) {
    try {
      Thread.sleep(LATEST);
    } catch (InterruptedException e) {
      throw new AssertionError("no other thread knows of this one", e);
    }
    synchronized (this) {
      if (leftInterrupt == came) { // else the next command has the terminal
        leftInterrupt = null;
      }
    }
  }

  /** The first signal that came, if any came. */
  public Optional<StopSignal> signal() {
    return Optional.ofNullable(first);
  }

  /** Whether the end was asked for. */
  public boolean isRequested() {
    return first != null;
  }

  /** Whether it was asked for more than once: time to kill, not to wait. */
  public boolean isHurried() {
    return hurried;
  }

  /**
   * Waits for a request that may be on its way.
   *
   * @return whether the end was asked for by then
   * @throws InterruptedException when the calling thread is interrupted
   */
  public boolean awaitRequest(Duration most) throws InterruptedException {
    return requested.await(most.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * Does the making in the calling thread: while it lasts, signals come here and interrupt that
   * thread. On return the thread's interrupt flag is clear and signals do what they did before.
   */
  public <T> T during(Supplier<T> making) {
    Map<StopSignal, Object> earlier = new EnumMap<>(StopSignal.class);
    setMaker(Thread.currentThread());
    try {
      for (StopSignal signal : StopSignal.values()) {
        // JLine reaches the JDK's unexported signal API. A signal that was ignored when this
        // process started, as under nohup, stays ignored: the JDK sees to that.
        Object handler = Signals.register(signal.name(), () -> request(signal));
        if (handler != null) {
          earlier.put(signal, handler);
        }
      }
      return making.get();
    } finally {
      earlier.forEach((signal, handler) -> Signals.unregister(signal.name(), handler));
      setMaker(null);
    }
  }

  /**
   * Cleans up within {@link #during}, after the making, in the same thread: what was asked for so
   * far no longer interrupts that thread, nor does a first request. A second one does, and so does
   * the end of a limit that begins with the first request.
   *
   * @param limit how long it may take once the run was stopped
   * @param isStopped whether it was, without a request
   * @param told is told in a thread of its own that the limit has begun, with true, and that it is
   *     over, with false
   */
  public void cleaningUp(
      Duration limit, boolean isStopped, Consumer<Boolean> told, Runnable cleaning) {
    setCleaningUp(true);
    Thread clock =
        Thread.startVirtualThread(
            () -> {
              try {
                if (!isStopped) {
                  requested.await();
                }
                told.accept(true);
                Thread.sleep(limit);
                told.accept(false);
                endCleanUp();
              } catch (InterruptedException e) {
                // it is over before
              }
            });
    try {
      cleaning.run();
    } finally {
      clock.interrupt();
      setCleaningUp(false);
    }
  }

  private synchronized void setCleaningUp(boolean is) {
    isCleaningUp = is;
    if (is) {
      boolean unused = Thread.interrupted(); // by the first request
      if (hurried) {
        interruptMaker();
      }
    }
  }

  private synchronized void endCleanUp() {
    if (isCleaningUp) {
      interruptMaker();
    }
  }

  private synchronized void setMaker(@Nullable Thread thread) {
    maker = thread;
    if (thread == null) {
      // The last request may have come just after the making was over.
      boolean unused = Thread.interrupted();
    } else if (first != null) {
      thread.interrupt();
    }
  }
}
