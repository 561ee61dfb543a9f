package io.github.taskloom.internal.scope;

/**
 * A structured scope: threads forked in it end before it is closed. The thread that opens it owns
 * it, and it alone may call its methods; scopes are closed in the reverse order of their opening.
 */
public interface Scope extends AutoCloseable {

  /**
   * Opens a scope of the JDK's own kind, or a {@link PlainScope} where it has none.
   *
   * @param name what thread dumps call it
   */
  static Scope open(String name) {
    return JdkScope.AVAILABLE ? JdkScope.open(name) : new PlainScope();
  }

  /** Forks a virtual thread; {@code body} must not throw. */
  void fork(Runnable body);

  /**
   * Waits until all forked threads have ended; nothing can be forked afterwards.
   *
   * @throws InterruptedException if the owner is interrupted; {@link #close} is all that may follow
   */
  void join() throws InterruptedException;

  /** Interrupts what still runs unless {@link #join} returned, waits for it, and ends the scope. */
  @Override
  void close();
}
