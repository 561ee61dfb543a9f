package io.github.taskloom.event;

/**
 * Is told what makes do, event by event.
 *
 * <pre>{@code
 * Make told =
 *     Make.defaults()
 *         .listener(
 *             event -> {
 *               if (event instanceof MakeEvent.AttemptEnded ended) {
 *                 times.put(ended.task().name(), ended.duration());
 *               }
 *             });
 * }</pre>
 *
 * <p><b>Thread.</b> A platform thread of the engine's own, one for each call of {@link
 * io.github.taskloom.Make#listener} or {@link io.github.taskloom.Make#recorder}: no thread that
 * makes waits for it, and one event is told at a time. The same listener given to two of them may
 * be called by two threads at a time. The thread has no context class loader and no thread-locals
 * of a user's; it ends after a second without an event.
 *
 * <p><b>Order.</b> The first event of a make is {@link MakeEvent.MakeBegan}, the last one {@link
 * MakeEvent.MakeEnded}; those of one task come in the order in which they happened. Events of
 * several makes are mixed.
 *
 * <p><b>Failure.</b> What a listener throws is logged once, and changes nothing else. A slow one
 * has some 65,000 events kept for it; further ones are dropped, but for the begin, the stop and the
 * end of a make and its pauses, and the end says how many were. A recorder has all kept.
 *
 * <p><b>Memory effects.</b> What a thread did before it told an event happens-before the listener
 * is told of it.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface MakeListener {

  /**
   * Something has happened.
   *
   * @param event what
   */
  void onEvent(MakeEvent event);
}
