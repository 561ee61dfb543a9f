package io.github.taskloom.hazelcast.internal.caller;

import io.github.taskloom.PlacedStage;
import io.github.taskloom.hazelcast.internal.wire.CallMessage;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A call, as its caller has it: the stage that its task waits for.
 *
 * <pre>
 *   message               waiting (no link)         sent (with a link)             ended
 *   handed out            the link is set, sent     -                              passed over
 *   cancel                ended; passed over        ended; its member is told      nothing
 *                         when its turn comes
 *   result                -                         ended                          dropped
 *   given back            -                         waiting, at the front          dropped
 *   member is lost        -                         ended: MemberLostException     dropped
 *
 *   field    access     written by
 *   result   CAS        the first that ends it: a reply, a cancel, the hand-out (CompletableFuture)
 *   link     volatile   the hand-out, before it looks whether the call has ended; the thread that
 *                       cancels looks for the link after it has ended the call
 * </pre>
 */
public final class RemoteStage extends CompletableFuture<@Nullable Object>
    implements PlacedStage<@Nullable Object> {
  private final Handout handout;
  private final CallMessage message;
  private final @Nullable Class<?> type;
  private final long since = System.nanoTime();

  /** The hand-out's; null once a member has given it back. */
  private @Nullable String near;

  private volatile @Nullable Link link;

  RemoteStage(
      Handout handout, CallMessage message, @Nullable String near, @Nullable Class<?> type) {
    this.handout = handout;
    this.message = message;
    this.near = near;
    this.type = type;
  }

  CallMessage message() {
    return message;
  }

  long number() {
    return message.number();
  }

  /** The key that it prefers a member by; null for none. */
  @Nullable String near() {
    return near;
  }

  /** A member has given it back: another one may have a slot for it now. */
  void preferNone() {
    near = null;
  }

  /** What its result has to be; null for anything. */
  @Nullable Class<?> type() {
    return type;
  }

  /** Since when it waits, by {@link System#nanoTime}. */
  long since() {
    return since;
  }

  /** By the hand-out: false if it has ended, and is not to be sent. */
  boolean sendBy(@Nullable Link chosen) {
    link = chosen;
    return !isDone();
  }

  /** The name of the member that has it, or has had it; null before. */
  @Override
  public @Nullable String place() {
    Link known = link;
    return known == null ? null : known.member().name();
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    Link known = link;
    if (cancelled) {
      handout.cancel(known, this);
    }
    return cancelled;
  }
}
