package io.github.taskloom.fsm;

/**
 * The handle of a registered callback; closing it removes the callback.
 *
 * <p>May be closed from any thread, more than once, also from within the callback. A call that was
 * on its way when the handle was closed may still arrive.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Registration extends AutoCloseable {

  /** Removes the callback; does nothing when it is removed already. */
  @Override
  void close();
}
