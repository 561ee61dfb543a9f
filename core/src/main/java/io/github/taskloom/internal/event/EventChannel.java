package io.github.taskloom.internal.event;

import io.github.taskloom.internal.report.Report;
import io.github.taskloom.internal.thread.EngineThread;
import io.github.taskloom.internal.thread.Parking;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way from the threads that make to one listener, which none of them waits for: they put events
 * into a queue, and a platform thread of the engine's own delivers them one by one. It is started
 * by the first event, looks for others each millisecond, and ends after a second without any; so no
 * thread that makes ever has to wake it.
 *
 * <p>Events of one thread, and of threads that follow each other by happens-before, are delivered
 * in their order.
 *
 * <pre>
 *   field     access      written by
 *   tail      volatile    any thread, forward alone
 *   state     volatile    IDLE -> DELIVERING by any thread, back by the delivering one
 *   thread    volatile    the thread that went to DELIVERING, before it starts that one
 *   head      plain       the delivering thread as it ends; handed on by the state
 *   index     plain       the same
 *   reading   volatile    the delivering thread: the number of the chunk that it reads, for those who
 *                         ask whether there is room
 * </pre>
 *
 * @param <E> the type of events
 */
public final class EventChannel<E> {
  private static final VarHandle TAIL =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "tail", VarHandle.class, EventChannel.class, EventChunk.class);
  private static final VarHandle STATE =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "state", VarHandle.class, EventChannel.class, int.class);

  private static final int IDLE = 0;
  private static final int DELIVERING = 1;

  private static final long PAUSE = 1_000_000; // nanoseconds
  private static final int MOST_PAUSES = 1_000;

  private final Consumer<? super E> listener;
  private final long mostChunks;

  private volatile EventChunk tail = new EventChunk(0);
  private volatile int state = IDLE;
  private volatile @Nullable Thread thread;
  private volatile long reading;

  // By the delivering thread.
  private EventChunk head = tail;
  private int index;
  private boolean hasFailed;

  /** The delivery of one event. */
  public interface Delivery {

    /**
     * Waits until the event has been delivered, with all that came before. An interrupt ends no
     * wait, and is set again. The delivering thread itself, from within the listener, does not
     * wait: it would for itself.
     */
    void await();
  }

  /** An event that a thread may wait for until it has been delivered. */
  private static final class Awaited {
    private final Object event;
    private volatile @Nullable Thread waiter;
    private volatile boolean isDelivered;

    Awaited(Object event) {
      this.event = event;
    }
  }

  private EventChannel(Consumer<? super E> listener, long mostChunks) {
    this.listener = listener;
    this.mostChunks = mostChunks;
  }

  /** One that holds so many events at most, up to the next multiple of {@link EventChunk#SIZE}. */
  public static <E> EventChannel<E> bounded(Consumer<? super E> listener, int most) {
    return new EventChannel<>(listener, Math.ceilDiv(most, EventChunk.SIZE));
  }

  /** One that holds all that has not been delivered. */
  public static <E> EventChannel<E> unbounded(Consumer<? super E> listener) {
    return new EventChannel<>(listener, Long.MAX_VALUE);
  }

  /** Puts an event; false if there is no room for it, and it is dropped. */
  public boolean offer(E event) {
    return put(event, true);
  }

  /** As {@link #offer(Object)}, several: all of them, or none. */
  public boolean offer(Several<? extends E> events) {
    return put(events, true);
  }

  /** Puts several events for which there is always room. */
  public void put(Several<? extends E> events) {
    boolean unused = put(events, false);
  }

  /** Puts an event for which there is always room. */
  public void put(E event) {
    boolean unused = put(event, false);
  }

  /** Puts an event for which there is always room, and which a thread may wait for. */
  public Delivery putAwaited(E event) {
    Awaited last = new Awaited(event);
    boolean unused = put(last, false);
    return () -> await(last);
  }

  private void await(Awaited last) {
    Thread delivering = thread;
    if (delivering == Thread.currentThread()) {
      return;
    }
    last.waiter = Thread.currentThread();
    LockSupport.unpark(delivering);
    boolean interrupted = false;
    while (!last.isDelivered) {
      Parking.parkNanos(last, PAUSE);
      interrupted |= Thread.interrupted();
      if (state == IDLE) { // no thread was to be had before
        begin();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean put(Object event, boolean mayDrop) {
    EventChunk chunk = tail;
    while (!chunk.put(event)) {
      EventChunk next = chunk.next();
      if (next == null) {
        if (mayDrop && chunk.number - reading >= mostChunks - 1) {
          return false;
        }
        next = chunk.nextOrNew();
      }
      boolean unused = TAIL.compareAndSet(this, chunk, next);
      chunk = next;
    }
    // The claim came before this read, and the delivering thread reads the claims after its write:
    // either it finds the event, or this finds it idle.
    if (state == IDLE) {
      begin();
    }
    return true;
  }

  private void begin() {
    if (STATE.compareAndSet(this, IDLE, DELIVERING)) {
      try {
        Thread fresh = EngineThread.unstarted("taskloom-events", this::deliver);
        thread = fresh;
        fresh.start();
      } catch (Throwable noThread) { // the next event tries again
        thread = null;
        state = IDLE;
      }
    }
  }

  /** What it reads by stands on its own stack, away from the fields that others write and read. */
  private void deliver() {
    EventChunk chunk = head;
    int next = index;
    int pauses = 0;
    while (true) {
      if (next == EventChunk.SIZE && chunk.next() != null) {
        chunk = Objects.requireNonNull(chunk.next());
        next = 0;
        reading = chunk.number;
      }
      int from = next;
      next = chunk.forEachFrom(next, this::tell);
      if (next > from) {
        pauses = 0;
      } else if (pauses++ < MOST_PAUSES) {
        LockSupport.parkNanos(this, PAUSE);
      } else if (ends(chunk, next)) {
        return;
      } else {
        pauses = 0;
      }
      boolean unused = Thread.interrupted(); // what a listener has left would end no pause
    }
  }

  private boolean ends(EventChunk chunk, int next) {
    head = chunk;
    index = next;
    thread = null;
    state = IDLE;
    if (chunk.isClaimedFrom(next) && STATE.compareAndSet(this, IDLE, DELIVERING)) {
      thread = Thread.currentThread();
      return false;
    }
    return true;
  }

  @SuppressWarnings(
      "unchecked") // what is none of the two was put as an E, and so was what they hold
  private void tell(Object event) {
    if (event instanceof Several<?> several) {
      ((Several<E>) several).forEach(this::tellOne);
    } else if (event instanceof Awaited last) {
      tellOne((E) last.event);
      last.isDelivered = true;
      LockSupport.unpark(last.waiter);
    } else {
      tellOne((E) event);
    }
  }

  private void tellOne(E event) {
    try {
      listener.accept(event);
    } catch (Throwable thrown) { // the listener's own matter
      if (!hasFailed) {
        hasFailed = true;
        Report.warn(
            EventChannel.class,
            "A listener of makes has thrown; it is told of the next events all the same, and what"
                + " else it throws is not logged",
            thrown);
      }
    }
  }
}
