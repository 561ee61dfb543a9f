package io.github.taskloom.internal.journal;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;

/**
 * What was appended, newest first: one CAS gives an entry its position and makes it one that the
 * writer sees. The newest one stays when it has been written, so that the next one has a position.
 */
final class AppendStack {
  private static final VarHandle NEWEST =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "newest", VarHandle.class, AppendStack.class, Appended.class);

  private volatile Appended newest;

  /** Begins behind a position. */
  AppendStack(long position) {
    this.newest = Appended.last(position);
  }

  /** The latest position. */
  long last() {
    return newest.position;
  }

  /** By any thread: puts it on top, with the next position. */
  void push(Appended link) {
    Appended top = newest;
    while (true) {
      link.position = top.position + 1;
      link.older = top;
      Appended witness = (Appended) NEWEST.compareAndExchange(this, top, link);
      if (witness == top) {
        return;
      }
      top = witness;
    }
  }

  /** By the writer: what came behind a position that is written, oldest first. */
  Appended[] behind(long written) {
    Appended link = newest;
    Appended[] links = new Appended[Math.toIntExact(link.position - written)];
    for (int at = links.length - 1; at >= 0; at--) {
      links[at] = link;
      link = Objects.requireNonNull(link.older);
    }
    return links;
  }
}
