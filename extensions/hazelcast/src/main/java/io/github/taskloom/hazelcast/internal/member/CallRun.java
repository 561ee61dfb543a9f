package io.github.taskloom.hazelcast.internal.member;

import io.github.taskloom.CancelledException;
import io.github.taskloom.hazelcast.RemoteCall;
import io.github.taskloom.hazelcast.internal.wire.CallMessage;
import io.github.taskloom.hazelcast.internal.wire.CallResult;
import io.github.taskloom.hazelcast.internal.wire.CallResult.Kind;
import io.github.taskloom.hazelcast.internal.wire.Values;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A call on its member.
 *
 * <pre>
 *   state     a slot is free       stop (cancel, or its caller is gone)     its function ends
 *   QUEUED    RUNNING, a thread    ENDED: STOPPED, or RETURNED              -
 *   RUNNING   -                    its thread is interrupted                ENDED: what it gave
 *   ENDED     passed over          nothing                                  -
 *
 *   field    access          written by
 *   state    volatile, CAS   the thread with the slot; the one that stops; the call's own
 *   stopped  volatile        the one that stops, before it looks for the thread
 *   thread   volatile        the call's own, before it looks whether it is stopped
 * </pre>
 *
 * <p>The call has a thread for itself, so that an interrupt which comes late meets no other one.
 */
final class CallRun implements Runnable {
  /** What is told of an exception beside itself: enough for a person. */
  private static final int MOST_TEXT = 10_000;

  private static final int MOST_STACK = 100_000;

  private enum State {
    QUEUED,
    RUNNING,
    ENDED
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.QUEUED);
  private final Session session;
  private final CallMessage message;
  private volatile boolean stopped;
  private volatile @Nullable Thread thread;

  CallRun(Session session, CallMessage message) {
    this.session = session;
    this.message = message;
  }

  long number() {
    return message.number();
  }

  /** By the thread that has a slot for it; false if it has ended. */
  boolean begin() {
    return state.compareAndSet(State.QUEUED, State.RUNNING);
  }

  /**
   * Ends it.
   *
   * @param unbegun what is told of it if it has not begun
   */
  void stop(Kind unbegun, String why) {
    if (drop(unbegun, why)) {
      return;
    }
    stopped = true;
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }

  /** Ends it if it has not begun; false if it has. */
  boolean drop(Kind unbegun, String why) {
    if (!state.compareAndSet(State.QUEUED, State.ENDED)) {
      return false;
    }
    session.slots().dropped(this);
    session.ended(CallResult.of(number(), unbegun, why));
    return true;
  }

  /** By the thread with the slot, where the call's own could not be started. */
  void fail(Throwable noThread) {
    state.set(State.ENDED);
    String why = "it has no thread for it: " + told(noThread);
    session.ended(CallResult.of(number(), Kind.REFUSED, why));
  }

  /** By the call's own thread. */
  @Override
  public void run() {
    long began = System.nanoTime();
    thread = Thread.currentThread();
    CallResult result;
    try {
      result = stopped ? CallResult.of(number(), Kind.STOPPED, "stopped") : result();
    } catch (Throwable thrown) { // no memory for what was to be told
      result = CallResult.of(number(), Kind.UNSENT, thrown.getClass().getName());
    }
    end(result, System.nanoTime() - began);
  }

  private void end(CallResult result, long nanos) {
    state.set(State.ENDED);
    try {
      session.ended(result);
    } finally {
      session.slots().ended(nanos);
    }
  }

  private CallResult result() {
    String side = session.memberSide();
    Thread.currentThread().setContextClassLoader(session.values().loader());
    CurrentCall.set(this::described);
    Body body;
    @Nullable Object[] inputs = new @Nullable Object[message.inputs().length];
    try {
      for (int i = 0; i < inputs.length; i++) {
        inputs[i] = session.values().read(message.inputs()[i], side);
      }
      body = session.bodies().of(message, inputs, side);
    } catch (Values.UnreadableException refused) {
      return CallResult.of(number(), Kind.REFUSED, Objects.requireNonNull(refused.getMessage()));
    }
    Object value;
    try {
      value = body.call(inputs);
    } catch (Throwable thrown) { // an Error counts as any exception
      return stopped
          ? CallResult.of(number(), Kind.STOPPED, "it was interrupted: " + told(thrown))
          : failed(thrown);
    }
    try {
      return CallResult.done(number(), Values.write(value));
    } catch (Throwable thrown) { // by a class of the user's
      String why = "the result cannot be serialized: " + told(thrown);
      return CallResult.of(number(), Kind.UNSENT, why);
    }
  }

  private RemoteCall described() {
    return new RemoteCall(
        session.sender().caller() + ":" + number(),
        message.task(),
        message.attempt(),
        session.sender().name(),
        session.memberName());
  }

  private CallResult failed(Throwable thrown) {
    if (thrown instanceof CancelledException) {
      return CallResult.of(number(), Kind.CANCELLED, String.valueOf(thrown.getMessage()));
    }
    StringWriter stack = new StringWriter();
    String text;
    byte[] bytes;
    try {
      text = String.valueOf(thrown);
      thrown.printStackTrace(new PrintWriter(stack));
      bytes = Values.serialized(thrown);
    } catch (IOException | RuntimeException | Error unsent) { // by a class of the user's
      text = thrown.getClass().getName() + ", which cannot be sent: " + told(unsent);
      bytes = null;
    }
    return new CallResult(
        number(),
        Kind.FAILED,
        bytes,
        thrown.getClass().getName(),
        cut(text, MOST_TEXT),
        cut(stack.toString(), MOST_STACK));
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + "...";
  }

  /**
   * The exception as text, or its class where that throws: a class of the user's may do anything.
   */
  private static String told(Throwable thrown) {
    try {
      return String.valueOf(thrown);
    } catch (Throwable untold) { // then there is nothing more to say
      return thrown.getClass().getName();
    }
  }
}
