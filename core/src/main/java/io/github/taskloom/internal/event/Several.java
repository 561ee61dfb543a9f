package io.github.taskloom.internal.event;

import java.util.function.Consumer;

/**
 * What stands in a queue for several events: the thread that delivers makes these, so that the one
 * that puts them has one object to make, and one place to claim.
 *
 * @param <E> the type of events
 */
public abstract class Several<E> {

  /** How many there are. */
  public abstract int count();

  /** By the thread that delivers: hands over each of them, in order. */
  public abstract void forEach(Consumer<? super E> action);
}
