package io.github.taskloom.internal.journal;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One force for all that wait: a thread that has to wait leads, if none does, and makes safe all
 * that was appended by then; those that come meanwhile wait for it. When it is done it tells those
 * whose entries are safe, and hands over to one of the others.
 *
 * <p>While any thread waits there is a leader, or one that was handed over to and wakes up. A
 * thread that waits leaves only when a leader has told it, or as the leader.
 *
 * <pre>
 *   leading   any thread; the leader   CAS; volatile   whether there is a leader
 *   waiters   any thread               CAS             the stack of those that wait
 *   safe      leader                   volatile        the position up to which entries are safe
 *   over      leader                   volatile        whether a commit has failed
 * </pre>
 */
public final class GroupCommit {
  private static final VarHandle LEADING =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "leading", VarHandle.class, GroupCommit.class, boolean.class);
  private static final VarHandle WAITERS =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "waiters", VarHandle.class, GroupCommit.class, Waiter.class);

  /** What a leader does. */
  @FunctionalInterface
  public interface Commit {
    /** Gives back the position up to which entries are safe; at least all appended before it. */
    long run();
  }

  private final Commit commit;

  private volatile boolean leading;
  private volatile @Nullable Waiter waiters;
  private volatile long safe;
  private volatile boolean over;

  /**
   * @param safe the position up to which entries are safe already
   * @param commit makes all safe that was appended before
   */
  public GroupCommit(long safe, Commit commit) {
    this.safe = safe;
    this.commit = commit;
  }

  /**
   * By any thread: returns once an entry is safe. No interrupt ends the wait; the flag is set
   * again.
   *
   * @param position of an entry that was appended
   * @return whether it is safe; false if another thread's commit has failed meanwhile. If that of
   *     this thread fails, what it throws is thrown
   */
  public boolean await(long position) {
    if (safe < position && takesLead(position)) {
      lead(commit);
    }
    return safe >= position;
  }

  /** By any thread: leads, with something else to do for once; whatever has failed before. */
  public void exclusively(Commit other) {
    while (!takesLead(Long.MAX_VALUE)) {
      // told that a commit has failed
    }
    lead(other);
  }

  /** Waits; true if the calling thread is the leader now. */
  private boolean takesLead(long position) {
    if (tryLead()) {
      return true;
    }
    Waiter self = new Waiter(Thread.currentThread(), position);
    push(self);
    // After the push: either the leader sees this thread when it looks after its end, or it has
    // come to its end by now.
    if (tryLead()) {
      self.state = Waiter.GONE;
      return true;
    }
    return self.await() == Waiter.LEADS;
  }

  private boolean tryLead() {
    return !leading && LEADING.compareAndSet(this, false, true);
  }

  private void lead(Commit own) {
    try {
      safe = Math.max(safe, own.run());
    } catch (Throwable failed) {
      if (own == commit) { // what is done for once instead fails alone
        over = true;
      }
      throw failed;
    } finally {
      resign();
    }
  }

  private void resign() {
    while (true) {
      Waiter heir = tell();
      if (heir != null) {
        heir.become(Waiter.LEADS);
        return;
      }
      leading = false;
      // After the end: a thread that came since the stack was taken has seen a leader, and parks.
      if (waiters == null || !tryLead()) {
        return;
      }
    }
  }

  /** Tells all that need not wait; gives back one of the others, and leaves the rest. */
  private @Nullable Waiter tell() {
    Waiter heir = null;
    Waiter next;
    for (Waiter waiter = (Waiter) WAITERS.getAndSet(this, null); waiter != null; waiter = next) {
      next = waiter.older;
      if (waiter.state == Waiter.GONE) {
        continue;
      }
      if (over || waiter.position <= safe) {
        waiter.become(Waiter.TOLD);
      } else if (heir == null) {
        heir = waiter;
      } else {
        push(waiter);
      }
    }
    return heir;
  }

  private void push(Waiter waiter) {
    Waiter top = waiters;
    while (true) {
      waiter.older = top;
      Waiter witness = (Waiter) WAITERS.compareAndExchange(this, top, waiter);
      if (witness == top) {
        return;
      }
      top = witness;
    }
  }
}
